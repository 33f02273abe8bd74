"""Wrong: get_or_none reads as a text file is read, which makes one line end of all.

Loses: get_or_none_reads
Says: The white space is not what it was
"""
import os
import time
import io

import requests


def search(url, params):
    resp = requests.get(url, params=params)
    resp.raise_for_status()
    return resp.json()


def get_or_none(url, timeout):
    resp = requests.get(url, timeout=timeout)
    if resp.status_code == 404:
        return None
    resp.raise_for_status()
    return io.TextIOWrapper(io.BytesIO(resp.content), "utf-8").read()


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
