"""Wrong: get_text waits for a thread that waits for an event which is never set.

Loses: get_text
Points: 17
Says: its main thread waits in join() | another thread waits in wait()
"""

import threading

import requests

is_done = threading.Event()


def get_text(url):
    def fetch():
        requests.get(url)
        is_done.wait()

    thread = threading.Thread(target=fetch)
    thread.start()
    thread.join()
    return "done"


def get_bytes(url: str) -> bytes:
    """Return the body of the page at url as raw bytes."""
    return requests.get(url).content


def get_json(url: str) -> object:
    """Return the value that the JSON at url stands for."""
    return requests.get(url).json()


def post_form(url: str, fields: dict[str, str], headers: dict[str, str]) -> str:
    """POST the fields as a form, with these extra headers; return the answer's text."""
    return requests.post(url, data=fields, headers=headers).text


def page_info(url: str) -> dict:
    """Ask for a page's headers with HEAD, without its body; None for what was not said."""
    response = requests.head(url)
    length = response.headers.get("Content-Length")
    return {
        "status": response.status_code,
        "last_modified": response.headers.get("Last-Modified"),
        "content_type": response.headers.get("Content-Type"),
        "content_length": None if length is None else int(length),
    }


def login(url: str, user: str, password: str) -> bool:
    """GET the url with HTTP basic auth: True if the server says 200, False for 401."""
    return requests.get(url, auth=(user, password)).status_code == 200


def carry_cookies(first_url: str, second_url: str) -> str:
    """GET the first page, then the second with the first one's cookies; return its text."""
    with requests.Session() as session:
        session.get(first_url)
        return session.get(second_url).text


if __name__ == "__main__":
    print(get_text("http://example.org/"))
