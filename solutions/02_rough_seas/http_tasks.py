"""Six tasks for a web that has bad days, with the requests library."""

import os
import time

import requests

TRY_AGAIN = (502, 503, 504)  # the server is busy or away; any other error stays what it is
PAUSE = 0.1  # seconds before a new try, where the server has not asked for more
# Seconds for each request: to connect, and for each wait for more bytes. Without it requests waits
# for ever, and a server that has died without a word would hold this program up for ever, too.
TIMEOUT = 10


def search(url: str, params: dict) -> list:
    """GET the url with these query parameters and return the JSON list."""
    response = requests.get(url, params=params, timeout=TIMEOUT)
    response.raise_for_status()  # before the body is read: an error's page is not the list
    return response.json()


def get_or_none(url: str, timeout: float) -> str | None:
    """Return the text of the page; None if there is none (404)."""
    response = requests.get(url, timeout=timeout)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.text


def get_with_retries(url: str, attempts: int) -> str:
    """Return the text of the page, after up to `attempts` tries in all."""
    for left in reversed(range(attempts)):  # tries that are left after this one
        pause = PAUSE
        try:
            response = requests.get(url, timeout=TIMEOUT)
        except requests.ConnectionError:  # refused or broken: there is no status to look at
            if not left:
                raise
        else:
            if response.status_code not in TRY_AGAIN or not left:
                response.raise_for_status()
                return response.text
            # A number of seconds. It may be a date as well, which this course does not use.
            pause = int(response.headers.get("Retry-After", pause))
        time.sleep(pause)


def download(url: str, path: str) -> int:
    """Save the body to the file `path`, piece by piece; return its number of bytes."""
    # Under another name until all of it is there: opening `path` would empty an older file.
    unfinished = path + ".part"
    # By itself requests asks for gzip. Content-Length then counts the packed bytes, and
    # iter_content gives the unpacked ones: the two cannot be compared. So ask for the plain bytes.
    plain = {"Accept-Encoding": "identity"}
    try:
        # with stream=True the body stays on the connection until a piece is asked for
        with (
            requests.get(url, headers=plain, stream=True, timeout=TIMEOUT) as response,
            open(unfinished, "wb") as file,
        ):
            response.raise_for_status()
            for piece in response.iter_content(65536):
                file.write(piece)
            size = file.tell()
            announced = response.headers.get("Content-Length", size)
            # A server may pack all the same: then requests itself has counted the packed bytes.
            if "Content-Encoding" not in response.headers and size != int(announced):
                raise OSError(f"only {size} of {announced} bytes came")
        os.replace(unfinished, path)  # in one step: nobody ever sees half of the file
    except BaseException:  # Ctrl-C, too, must leave no half of a file
        if os.path.exists(unfinished):
            os.remove(unfinished)
        raise
    return size


def login_and_read(login_url: str, user: str, password: str, page_url: str) -> str:
    """POST the form fields `user` and `password`, then return the text of page_url."""
    # A Session keeps cookies for its next requests, also the one that came with the redirect.
    with requests.Session() as session:
        form = {"user": user, "password": password}
        session.post(login_url, data=form, timeout=TIMEOUT).raise_for_status()
        response = session.get(page_url, timeout=TIMEOUT)
        response.raise_for_status()
        return response.text


def upload(url: str, path: str) -> dict:
    """POST the file as multipart/form-data, in the field `file`, under its own base name."""
    with open(path, "rb") as file:
        # Only the base name: which folders this computer has is nobody's business.
        form = {"file": (os.path.basename(path), file)}
        response = requests.post(url, files=form, timeout=TIMEOUT)
    response.raise_for_status()
    return response.json()


if __name__ == "__main__":
    print(get_with_retries("http://example.org/", 3))
