"""Wrong: takes the status for a text where nothing comes of it, and returns bytes as text.

Loses: get_text
Points: 17
Says: These are bytes
Never says: compares status_code
"""
import requests


def get_text(url):
    response = requests.get(url)
    if response.status_code == "204":
        print("an empty page")
    return response.content


def get_bytes(url: str) -> bytes:
    return requests.get(url).content


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
