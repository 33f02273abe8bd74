"""Wrong: returns a generator of pieces of bytes.

Loses: get_bytes
Says: A generator came back
Never says: yield
"""
import requests


def get_text(url: str) -> str:
    return requests.get(url).text


def get_bytes(url):
    response = requests.get(url)
    return (piece for piece in response.iter_content(512))


def get_json(url: str) -> object:
    return requests.get(url).json()


def post_form(url: str, fields: dict[str, str], headers: dict[str, str]) -> str:
    return requests.post(url, data=fields, headers=headers).text


def page_info(url: str) -> dict:
    response = requests.head(url)
    length = response.headers.get("Content-Length")
    return {
        "status": response.status_code,
        "last_modified": response.headers.get("Last-Modified"),
        "content_type": response.headers.get("Content-Type"),
        "content_length": None if length is None else int(length),
    }


def login(url: str, user: str, password: str) -> bool:
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url: str, second_url: str) -> str:
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url).text
