"""Right: half a body stays under another name (never at path); pauses after the last try, too."""
import os
import select
import time

import requests

BUSY = {502: "bad gateway", 503: "unavailable", 504: "gateway timeout"}


def search(url, params):
    r = requests.get(url, params=params, headers={"Accept": "application/json"})
    try:
        r.raise_for_status()
    finally:
        print(r.url, r.status_code)
    return [hit for hit in r.json()]


def get_or_none(url, timeout):
    print("asking", url, "for at most", timeout, "seconds")
    r = requests.get(url, timeout=timeout)
    print("got", r.status_code)
    text = None
    if r.status_code != 404:
        r.raise_for_status()
        text = r.text
    return text


def one_try(url):
    try:
        r = requests.get(url)
        r.raise_for_status()
        return r.text, None, 0
    except requests.ConnectionError as error:
        return None, error, 1
    except requests.HTTPError as error:
        if error.response.status_code not in BUSY:
            raise
        print(BUSY[error.response.status_code])
        return None, error, error.response.headers.get("Retry-After", 0.1)


def get_with_retries(url, attempts):
    while attempts > 0:
        text, error, wait = one_try(url)
        if error is None:
            return text
        print("waiting, because of", error)
        wake_up = time.monotonic() + min(2, float(wait))
        while time.monotonic() < wake_up:
            select.select([], [], [], max(0, wake_up - time.monotonic()))
        attempts -= 1
    raise error


def download(url, path):
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        with open(path + ".partial", "wb") as f:
            for chunk in r.iter_content(128 * 1024):
                f.write(chunk)
                print(".", end="", flush=True)
            size = f.tell()
    os.replace(path + ".partial", path)
    print()
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
    r = requests.post(url, files={"file": open(path, "rb")})
    print(r.status_code, r.text)
    return r.json()
