"""Wrong: get_with_retries gives None for an empty page, by `response.text or None`.

Loses: retries_errors
Says: '' is a value like any other
Points: 19
"""
import os
import time

import requests


def search(url, params):
    response = requests.get(url, params=params, timeout=10)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    response = requests.get(url, timeout=timeout)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.text


def get_with_retries(url, attempts):
    for attempt in range(attempts):
        last = attempt == attempts - 1
        pause = 0.2
        try:
            response = requests.get(url, timeout=10)
        except requests.ConnectionError:
            if last:
                raise
        else:
            if response.status_code not in (502, 503, 504) or last:
                response.raise_for_status()
                return response.text or None
            pause = int(response.headers.get("Retry-After", 0))
        time.sleep(pause)


def download(url, path):
    part = path + ".part"
    size = 0
    try:
        with requests.get(url, stream=True, timeout=10) as response:
            response.raise_for_status()
            with open(part, "wb") as file:
                for chunk in response.iter_content(65536):
                    file.write(chunk)
                    size += len(chunk)
            expected = response.headers.get("Content-Length")
            if expected is not None and size != int(expected):
                raise OSError(f"{size} of {expected} bytes")
        os.replace(part, path)
    except BaseException:
        if os.path.exists(part):
            os.remove(part)
        raise
    return size


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as session:
        response = session.post(login_url, data={"user": user, "password": password}, timeout=10)
        response.raise_for_status()
        page = session.get(page_url, timeout=10)
        page.raise_for_status()
        return page.text


def upload(url, path):
    with open(path, "rb") as file:
        response = requests.post(url, files={"file": (os.path.basename(path), file)}, timeout=10)
    response.raise_for_status()
    return response.json()
