"""Wrong: an async function: its call gives a coroutine.

Loses: get_or_none_reads
Points: 17
Says: coroutine
"""
import os
import time
import requests


def search(url, params):
    response = requests.get(url, params=params)
    response.raise_for_status()
    return response.json()


async def get_or_none(url, timeout):
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
    try:
        with requests.get(url, stream=True) as response, open(part, "wb") as file:
            response.raise_for_status()
            for piece in response.iter_content(65536):
                file.write(piece)
            size = file.tell()
        os.replace(part, path)
    except BaseException:
        if os.path.exists(part):
            os.remove(part)
        raise
    return size


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
