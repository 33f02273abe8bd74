"""Wrong: calls json() once for nothing, and returns the method.

Loses: get_json
Points: 18
Says: The method json came back itself
Never says: was not called
"""
import requests


def get_text(url: str) -> str:
    return requests.get(url).text


def get_bytes(url: str) -> bytes:
    return requests.get(url).content


def get_json(url):
    response = requests.get(url)
    response.json()
    return response.json


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
