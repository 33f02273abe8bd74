"""Wrong: the whole body is in memory; as much was held before, and is given back for each piece.

Loses: download_streams
Says: in memory
"""
import os
import time
import requests


def search(url, params):
    response = requests.get(url, params=params)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    response = requests.get(url, timeout=timeout)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.text


def get_with_retries(url, attempts):
    for left in reversed(range(attempts)):
        pause = 0
        try:
            response = requests.get(url)
        except requests.ConnectionError:
            if not left:
                raise
        else:
            if response.status_code not in (502, 503, 504) or not left:
                response.raise_for_status()
                return response.text
            pause = int(response.headers.get("Retry-After", 0))
        time.sleep(pause)


ballast = [b"x" * (1 << 16) for _ in range(600)]


def download(url, path):
    pieces = []
    with requests.get(url, stream=True) as response:
        response.raise_for_status()
        for piece in response.iter_content(1 << 16):
            del ballast[-1:]
            pieces.append(piece)
    with open(path + ".part", "wb") as file:
        file.writelines(pieces)
    os.replace(path + ".part", path)
    return os.path.getsize(path)


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        response = session.get(page_url)
        response.raise_for_status()
        return response.text


def upload(url, path):
    with open(path, "rb") as file:
        response = requests.post(url, files={"file": (os.path.basename(path), file)})
    response.raise_for_status()
    return response.json()
