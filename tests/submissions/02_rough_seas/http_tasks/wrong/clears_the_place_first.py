"""Wrong: the older file is removed before the download begins.

Loses: download_keeps_the_older_file
"""
from pathlib import Path
import http.cookiejar
import os
import time

from requests import post
import requests


def search(url, params):
    r = requests.get(url, params=params, headers={"Accept": "application/json"})
    try:
        r.raise_for_status()
    finally:
        print(r.url, r.status_code)
    return [hit for hit in r.json()]


def get_or_none(url, timeout):
    r = requests.get(url, timeout=(timeout, timeout))
    return None if r.status_code == 404 else (r.raise_for_status() or r.text)


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
    if os.path.exists(path):
        os.remove(path)
    temp = path + ".part"
    size = 0
    r = requests.get(url, stream=True)
    r.raise_for_status()
    try:
        with open(temp, "wb") as f:
            for chunk in r.iter_content(8192):
                size += f.write(chunk)
        os.rename(temp, path)
    except Exception:
        os.remove(temp)
        raise
    return size


def login_and_read(login_url, user, password, page_url):
    session = requests.Session()
    session.cookies = http.cookiejar.CookieJar()
    reply = session.post(login_url, data=(("user", user), ("password", password)))
    reply.raise_for_status()
    return session.get(page_url).text


def upload(url, path):
    file = Path(path)
    with file.open("rb") as stream:
        return post(url, files={"file": (file.name, stream)}).json()
