"""Right: one Session in the module, whose cookies and connections stay from call to call."""

import os
import time

import requests

session = requests.Session()


def search(url, params):
    response = session.get(url, params=params, timeout=10)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    response = session.get(url, timeout=timeout)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.text


def get_with_retries(url, attempts):
    for attempt in range(1, attempts + 1):
        pause = 0
        try:
            response = session.get(url, timeout=10)
            if response.status_code not in (502, 503, 504) or attempt == attempts:
                response.raise_for_status()
                return response.text
            pause = int(response.headers.get("Retry-After", 0))
        except requests.ConnectionError:
            if attempt == attempts:
                raise
        time.sleep(pause)


def download(url, path):
    part = path + ".part"
    size = 0
    try:
        with session.get(url, stream=True, timeout=10) as response, open(part, "wb") as file:
            response.raise_for_status()
            for piece in response.iter_content(65536):
                size += file.write(piece)
        os.replace(part, path)
    except BaseException:
        os.unlink(part)
        raise
    return size


def login_and_read(login_url, user, password, page_url):
    form = {"user": user, "password": password}
    session.post(login_url, data=form, timeout=10).raise_for_status()
    response = session.get(page_url, timeout=10)
    response.raise_for_status()
    return response.text


def upload(url, path):
    with open(path, "rb") as file:
        files = {"file": (os.path.basename(path), file)}
        response = session.post(url, files=files, timeout=10)
    response.raise_for_status()
    return response.json()
