"""Wrong: only the first piece is saved, and the others are thrown away.

Loses: download_saves
Says: Only the first 65536 of 200000 bytes
"""
import os
import time
import requests

def write_first(part, pieces):
    """Write the first of the pieces; give all of them on."""
    with open(part, "wb") as file:
        for number, piece in enumerate(pieces):
            file.write(piece if number == 0 else b"")
            yield piece


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


def download(url, path):
    part = path + ".part"
    with requests.get(url, stream=True) as response:
        response.raise_for_status()
        pieces = list(map(len, write_first(part, response.iter_content(65536))))
    os.replace(part, path)
    return sum(pieces)


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
