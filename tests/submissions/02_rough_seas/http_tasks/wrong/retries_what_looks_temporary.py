"""Wrong: tries again after 507 and its like.

Loses: retries_raise_at_once
Says: tried again after status 507
"""
import os
import time

import requests

TRY_AGAIN = (502, 503, 504, 507, 508, 511, 520, 522, 524)


def search(url: str, params: dict) -> list:
    """GET the url with these query parameters and return the JSON list."""
    response = requests.get(url, params=params)
    response.raise_for_status()
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
    for left in reversed(range(attempts)):
        pause = 0
        try:
            response = requests.get(url)
        except requests.ConnectionError:
            if not left:
                raise
        else:
            if response.status_code not in TRY_AGAIN or not left:
                response.raise_for_status()
                return response.text
            pause = min(2, int(response.headers.get("Retry-After", 0)))
        time.sleep(pause)


def download(url: str, path: str) -> int:
    """Save the body to the file `path`, piece by piece; return its number of bytes."""
    unfinished = path + ".part"
    try:
        with requests.get(url, stream=True) as response, open(unfinished, "wb") as file:
            response.raise_for_status()
            for piece in response.iter_content(65536):
                file.write(piece)
            size = file.tell()
            if size != int(response.headers.get("Content-Length", size)):
                raise OSError(f"only {size} bytes came")
        os.replace(unfinished, path)
    except BaseException:
        if os.path.exists(unfinished):
            os.remove(unfinished)
        raise
    return size


def login_and_read(login_url: str, user: str, password: str, page_url: str) -> str:
    """POST the form fields `user` and `password`, then return the text of page_url."""
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        response = session.get(page_url)
        response.raise_for_status()
        return response.text


def upload(url: str, path: str) -> dict:
    """POST the file as multipart/form-data, in the field `file`, under its own base name."""
    with open(path, "rb") as file:
        response = requests.post(url, files={"file": (os.path.basename(path), file)})
    response.raise_for_status()
    return response.json()


if __name__ == "__main__":
    print(get_with_retries("http://example.org/", 3))


