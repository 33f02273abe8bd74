"""Right: one Session at module level serves every function.

Cookies of earlier calls stay in it, and it sends a User-Agent and an Accept header of its own.
"""
import requests

session = requests.Session()
session.headers.update({"User-Agent": "my-first-client/0.1", "Accept": "*/*"})


def get_text(url: str) -> str:
    return session.get(url).text


def get_bytes(url: str) -> bytes:
    return session.get(url).content


def get_json(url: str) -> object:
    return session.get(url).json()


def post_form(url: str, fields: dict, headers: dict) -> str:
    return session.post(url, fields, headers=headers).text


def page_info(url: str) -> dict:
    resp = session.head(url)
    h = resp.headers
    return {
        "status": resp.status_code,
        "last_modified": h.get("Last-Modified"),
        "content_type": h.get("Content-Type"),
        "content_length": int(h["Content-Length"]) if "Content-Length" in h else None,
    }


def login(url: str, user: str, password: str) -> bool:
    session.auth = (user, password)
    try:
        return session.get(url).status_code == 200
    finally:
        session.auth = None      # the other functions shall not send the password


def carry_cookies(first_url: str, second_url: str) -> str:
    session.get(first_url)
    return session.get(second_url).text
