"""Six tasks for a web that has bad days, with the requests library.

The grader calls these functions one by one. They return their result; what they
print is for you. Give every request a `timeout`, or it may wait for ever.
"""

import requests  # you will need it


def search(url: str, params: dict) -> list:
    """GET the url with these query parameters and return the JSON list.

    A value may be a list: then its key is repeated. Raise requests.HTTPError for 4xx and 5xx.
    """
    raise NotImplementedError("TODO: GET the url with params")


def get_or_none(url: str, timeout: float) -> str | None:
    """Return the text of the page; None if there is none (404).

    Raise requests.HTTPError for any other 4xx or 5xx, and requests.Timeout when
    the server has sent no headers after `timeout` seconds.
    """
    raise NotImplementedError("TODO: GET the url with a timeout")


def get_with_retries(url: str, attempts: int) -> str:
    """Return the text of the page, after up to `attempts` tries in all.

    Try again on 502, 503 and 504, if the connection is refused, and if it breaks
    before the headers have come. Before a new try wait the number of seconds that the
    header Retry-After says; without that header wait a second at most.
    Raise requests.HTTPError at once for any other 4xx or 5xx. After the last try
    raise the last error.
    """
    raise NotImplementedError("TODO: GET the url, again and again if need be")


def download(url: str, path: str) -> int:
    """Save the body to the file `path`, piece by piece; return its number of bytes.

    Raise if anything fails, even if only the last bytes that Content-Length announced
    are missing. Then leave no file at `path`, and leave an older file there as it was.
    """
    raise NotImplementedError("TODO: stream the body to a file")


def login_and_read(login_url: str, user: str, password: str, page_url: str) -> str:
    """POST the form fields `user` and `password`, then return the text of page_url.

    The answer to the login is a redirect that sets a cookie, and the page needs that cookie.
    Raise requests.HTTPError if the login is refused (401, 403).
    """
    raise NotImplementedError("TODO: POST the form, then GET the page")


def upload(url: str, path: str) -> dict:
    """POST the file as multipart/form-data, in the field `file`, under its own base name.

    Return the JSON of the answer.
    """
    raise NotImplementedError("TODO: POST the file")


if __name__ == "__main__":
    print(get_with_retries("http://example.org/", 3))
