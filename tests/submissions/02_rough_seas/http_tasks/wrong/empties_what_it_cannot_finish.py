"""Wrong: empties the file when the download has failed, and does not remove it.

Loses: download_leaves_nothing, download_keeps_the_older_file
Says: An empty file was made or left there
Never says: opened before
"""
import os
import time
import requests

TRY_AGAIN = (502, 503, 504)


def search(url: str, params: dict) -> list:
    response = requests.get(url, params=params)
    response.raise_for_status()
    return response.json()


def get_or_none(url: str, timeout: float) -> str | None:
    response = requests.get(url, timeout=timeout)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.text


def get_with_retries(url: str, attempts: int) -> str:
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
            pause = int(response.headers.get("Retry-After", 0))
        time.sleep(pause)


def download(url, path):
    part = path + ".part"
    try:
        with requests.get(url, stream=True) as response, open(part, "wb") as file:
            response.raise_for_status()
            for piece in response.iter_content(65536):
                file.write(piece)
            size = file.tell()
            if size != int(response.headers.get("Content-Length", size)):
                raise OSError("the body is short")
        os.replace(part, path)
    except Exception:
        open(path, "wb").close()
        raise
    return size


def login_and_read(login_url: str, user: str, password: str, page_url: str) -> str:
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        response = session.get(page_url)
        response.raise_for_status()
        return response.text


def upload(url: str, path: str) -> dict:
    with open(path, "rb") as file:
        response = requests.post(url, files={"file": (os.path.basename(path), file)})
    response.raise_for_status()
    return response.json()
