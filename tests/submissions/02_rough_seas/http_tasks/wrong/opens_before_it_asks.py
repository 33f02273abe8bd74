"""Wrong: path is opened before the status is checked: a 404 leaves an empty file.

Loses: download_leaves_nothing
"""
from threading import Event
import os

import requests


def search(url, params):
    r = requests.get(url, params=params, headers={"Accept": "application/json"})
    try:
        r.raise_for_status()
    finally:
        print(r.url, r.status_code)
    return [hit for hit in r.json()]


def get_or_none(url, timeout):
    try:
        with requests.get(url, timeout=timeout) as resp:
            resp.raise_for_status()
            return resp.text
    except requests.HTTPError as err:
        if err.response.status_code == 404:
            return None
        raise


def get_with_retries(url, attempts):
    alarm = Event()
    problem = None
    for attempt in range(attempts):
        try:
            r = requests.get(url)
        except requests.ConnectionError as error:
            problem = error
            alarm.wait(0.3)
            continue
        if r.status_code not in (502, 503, 504):
            r.raise_for_status()
            return r.text
        problem = requests.HTTPError(f"still {r.status_code}", response=r)
        alarm.wait(min(2, int(r.headers.get("Retry-After", 1))))
    raise problem


def download(url, path):
    part = path + ".part"
    r = requests.get(url, stream=True)
    if not os.path.exists(path):
        open(path, "wb").close()
    r.raise_for_status()
    fresh = os.path.getsize(path) == 0
    try:
        with open(part, "wb") as f:
            for chunk in r.iter_content(8192):
                f.write(chunk)
            size = f.tell()
    except Exception:
        os.remove(part)
        if fresh:
            os.remove(path)
        raise
    os.replace(part, path)
    return size


def login_and_read(login_url, user, password, page_url):
    s = requests.Session()
    r = s.post(login_url, data={"password": password, "user": user, "submit": "Log in"})
    print("login:", r.status_code)
    r.raise_for_status()
    page = s.get(page_url)
    print("page:", page.status_code)
    return page.text


def upload(url, path):
    with requests.Session() as s, open(path, mode="rb") as f:
        r = s.post(url, files=dict(file=f))
        r.raise_for_status()
        return r.json()
