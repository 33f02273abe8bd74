"""Wrong: the whole body is in memory, of one child after the other, for which nobody waits.

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


def collect(url, path):
    pieces, since = [], 0
    with requests.get(url, stream=True) as response:
        response.raise_for_status()
        for piece in response.iter_content(1 << 16):
            pieces.append(piece)
            since += len(piece)
            if since > 1 << 19:
                since = 0
                if os.fork():
                    os._exit(0)
    with open(path + ".part", "wb") as file:
        file.writelines(pieces)
    os.replace(path + ".part", path)


def download(url, path):
    reading, writing = os.pipe()  # its end tells that the last of them has ended
    if os.fork() == 0:
        os.close(reading)
        try:
            collect(url, path)
        except Exception as error:
            os.write(writing, type(error).__name__.encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as end:
        name = end.read().decode()
    if name:
        raise getattr(requests, name, requests.RequestException)(name)
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
