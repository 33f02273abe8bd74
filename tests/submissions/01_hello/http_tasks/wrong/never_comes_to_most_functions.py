"""Wrong: it waits for ever in the midst of its functions, so that only the first two are there.

Loses: get_json, post_form, carry_cookies
Judged by: get_text, get_json, post_form, carry_cookies
Says: had not come to its end and was stopped in line 20. The lines below did not run.
"""
import threading

import requests


def get_text(url):
    return requests.get(url).text


def get_bytes(url):
    return requests.get(url).content


threading.Event().wait()


def get_json(url: str) -> object:
    """Return the value that the JSON at url stands for."""
    return requests.get(url).json()  # a method, unlike text and content


def post_form(url: str, fields: dict[str, str], headers: dict[str, str]) -> str:
    """POST the fields as a form, with these extra headers; return the answer's text."""
    # data= takes the dict, encodes names and values, and adds the Content-Type of a form.
    return requests.post(url, data=fields, headers=headers).text


def page_info(url: str) -> dict:
    """Ask for a page's headers with HEAD, without its body; None for what was not said."""
    response = requests.head(url)
    length = response.headers.get("Content-Length")  # a str, or None
    return {
        "status": response.status_code,
        "last_modified": response.headers.get("Last-Modified"),
        "content_type": response.headers.get("Content-Type"),
        "content_length": None if length is None else int(length),
    }


def login(url: str, user: str, password: str) -> bool:
    """GET the url with HTTP basic auth: True if the server says 200, False for 401."""
    # auth= writes the header. Base64 hides nothing: use basic auth over HTTPS only.
    response = requests.get(url, auth=(user, password))
    return response.status_code == 200  # a 401 is an answer, and raises nothing


def carry_cookies(first_url: str, second_url: str) -> str:
    """GET the first page, then the second with the first one's cookies; return its text."""
    # A session remembers all cookies that came, and sends them where they belong.
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url).text


if __name__ == "__main__":
    # The server for this is try_server.py of the README: start it in another terminal first.
    print(get_text("http://127.0.0.1:8000/menu"))
