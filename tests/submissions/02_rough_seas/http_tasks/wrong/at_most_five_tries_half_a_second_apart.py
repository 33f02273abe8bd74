"""Wrong: get_with_retries never makes more than five tries, half a second apart.

Loses: retries_only_so_often
Says: of 8 tries
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
    attempts, tries = min(attempts, 5), 0
    while True:
        tries += 1
        pause = 0.5
        try:
            response = requests.get(url)
        except requests.ConnectionError:
            if tries == attempts:
                raise
            time.sleep(pause)
            continue
        if response.status_code not in (502, 503, 504) or tries == attempts:
            response.raise_for_status()
            return response.text
        pause = float(response.headers.get("Retry-After", pause))
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
    name = os.path.basename(path)
    with open(path, "rb") as file:
        response = requests.post(url, files={"file": (name, file)})
    response.raise_for_status()
    return response.json()
