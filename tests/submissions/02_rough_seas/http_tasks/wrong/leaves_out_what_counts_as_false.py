"""Wrong: search leaves out what counts as false in the list that came.

Loses: search_finds
Says: It has 3 items, and should have 8
"""
import os
import time

import requests


def search(url, params):
    resp = requests.get(url, params=params)
    resp.raise_for_status()
    return [item for item in resp.json() if item]


def get_or_none(url, timeout):
    resp = requests.get(url, timeout=timeout)
    if resp.status_code == 404:
        return None
    resp.raise_for_status()
    return resp.text


def get_with_retries(url, attempts):
    for number in range(1, attempts + 1):
        wait = 0.2
        try:
            resp = requests.get(url)
        except requests.ConnectionError:
            if number == attempts:
                raise
        else:
            if resp.status_code not in (502, 503, 504) or number == attempts:
                resp.raise_for_status()
                return resp.text
            if "Retry-After" in resp.headers:
                wait = min(2, int(resp.headers["Retry-After"]))
        time.sleep(wait)


def download(url, path):
    part = path + ".part"
    size = 0
    try:
        with requests.get(url, stream=True) as resp:
            resp.raise_for_status()
            with open(part, "wb") as out:
                for chunk in resp.iter_content(64 * 1024):
                    out.write(chunk)
                    size += len(chunk)
        os.replace(part, path)
    finally:
        if os.path.exists(part):
            os.remove(part)
    return size


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        return session.get(page_url).text


def upload(url, path):
    with open(path, "rb") as fh:
        return requests.post(url, files={"file": fh}).json()
