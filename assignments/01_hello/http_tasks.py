"""Seven small tasks for the web, with the requests library.

The grader calls these functions one by one. They return their result; what they
print is for you. You can do the tasks in any order.
"""

import requests  # you will need it


def get_text(url: str) -> str:
    """Return the body of the page at url as text."""
    raise NotImplementedError("TODO: GET the url and return the text")


def get_bytes(url: str) -> bytes:
    """Return the body of the page at url as raw bytes."""
    raise NotImplementedError("TODO: GET the url and return the bytes")


def get_json(url: str) -> object:
    """Return the value that the JSON at url stands for."""
    raise NotImplementedError("TODO: GET the url and return the parsed JSON")


def post_form(url: str, fields: dict[str, str], headers: dict[str, str]) -> str:
    """POST the fields as a form, with these extra headers; return the answer's text."""
    raise NotImplementedError("TODO: POST the form and return the text")


def page_info(url: str) -> dict:
    """Ask for a page's headers with HEAD, without its body, and return

    {"status": int, "last_modified": str | None,
     "content_type": str | None, "content_length": int | None}

    with None for what the server did not say.
    """
    raise NotImplementedError("TODO: HEAD the url and return the dict")


def login(url: str, user: str, password: str) -> bool:
    """GET the url with HTTP basic auth: True if the server says 200, False for 401."""
    raise NotImplementedError("TODO: GET the url with credentials")


def carry_cookies(first_url: str, second_url: str) -> str:
    """GET the first page, then the second with the first one's cookies; return its text."""
    raise NotImplementedError("TODO: GET both pages")


if __name__ == "__main__":
    # The server for this is try_server.py of the README: start it in another terminal first.
    print(get_text("http://127.0.0.1:8000/menu"))
