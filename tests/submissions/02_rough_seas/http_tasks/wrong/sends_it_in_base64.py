"""Wrong: sends the file in base64.

Loses: upload_sends
Says: The bytes are not those of the file
Never says: were decoded to text | mode 'rb'
"""
import base64
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


def download(url: str, path: str) -> int:
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
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        response = session.get(page_url)
        response.raise_for_status()
        return response.text


def upload(url, path):
    with open(path, "rb") as file:
        data = base64.b64encode(file.read())
    response = requests.post(url, files={"file": (os.path.basename(path), data)})
    response.raise_for_status()
    return response.json()
