"""Right: all requests are sent by a module beside it, which several programs may share."""

import requests
from fetch import fetch


def get_text(url: str) -> str:
    """Return the body of the page at url as text."""
    return fetch(url).text


def get_bytes(url: str) -> bytes:
    """Return the body of the page at url as raw bytes."""
    return fetch(url).content


def get_json(url: str) -> object:
    """Return the value that the JSON at url stands for."""
    return fetch(url).json()


def post_form(url: str, fields: dict[str, str], headers: dict[str, str]) -> str:
    """POST the fields as a form, with these extra headers; return the answer's text."""
    return fetch(url, "POST", data=fields, headers=headers).text


def page_info(url: str) -> dict:
    """Ask for a page's headers with HEAD, without its body; None for what was not said."""
    response = fetch(url, "HEAD")
    length = response.headers.get("Content-Length")
    return {
        "status": response.status_code,
        "last_modified": response.headers.get("Last-Modified"),
        "content_type": response.headers.get("Content-Type"),
        "content_length": None if length is None else int(length),
    }


def login(url: str, user: str, password: str) -> bool:
    """GET the url with HTTP basic auth: True if the server says 200, False for 401."""
    return fetch(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url: str, second_url: str) -> str:
    """GET the first page, then the second with the first one's cookies; return its text."""
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url).text


if __name__ == "__main__":
    print(get_text("http://example.org/"))
