"""Wrong: get_bytes reads response.raw without stream=True, when requests has already emptied it.

Loses: get_bytes
Says: raw is empty already
"""
from requests import Session


def get_text(url: str) -> str:
    with Session() as web:
        return web.get(url).text


def get_bytes(url: str) -> bytes:
    with Session() as web:
        return web.get(url).raw.read()


def get_json(url: str) -> object:
    with Session() as web:
        return web.get(url).json()


def post_form(url: str, fields: dict, headers: dict) -> str:
    with Session() as web:
        web.headers.update(headers)
        return web.post(url, data=fields).text


def page_info(url: str) -> dict:
    with Session() as web:
        seen = web.head(url)
    length = seen.headers.get("Content-Length")
    return {"status": seen.status_code, "last_modified": seen.headers.get("Last-Modified"),
            "content_type": seen.headers.get("Content-Type"),
            "content_length": None if length is None else int(length)}


def login(url: str, user: str, password: str) -> bool:
    with Session() as web:
        web.auth = (user, password)
        return web.get(url).status_code == 200


def carry_cookies(first_url: str, second_url: str) -> str:
    with Session() as web:
        web.get(first_url)
        return web.get(second_url).text
