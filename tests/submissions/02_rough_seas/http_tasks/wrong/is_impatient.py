"""Wrong: a timeout of its own: 0.6 seconds, whatever it is given.

Loses: get_or_none_times_out
Says: although the answer came after 1.2 s, and the timeout was 2.0 s
"""
import os
import time
import requests


def search(url, params):
    response = requests.get(url, params=params)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    response = requests.get(url, timeout=0.6)
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
