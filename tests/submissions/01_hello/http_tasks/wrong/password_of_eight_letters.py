"""Wrong: takes no more than eight characters of a password.

Loses: login_accepted
Points: 17
Says: Only the first
Never says: colon
"""
import requests


def get_text(url: str) -> str:
    return requests.get(url).text


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


def login(url, user, password):
    return requests.get(url, auth=(user, password[:8])).status_code == 200


def carry_cookies(first_url: str, second_url: str) -> str:
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url).text
