"""Wrong: resp.raw.read() without a size reads the whole body at once.

Loses: download_streams
Says: read() without a size
Never says: nothing is said of stream
"""
import os
import select
import time

from requests import Request
import requests

BUSY = {502: "bad gateway", 503: "unavailable", 504: "gateway timeout"}


def search(url, params):
    prepared = Request("GET", url, params=params).prepare()
    with requests.Session() as session:
        response = session.send(prepared)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    resp = requests.get(url, timeout=timeout)
    if resp.status_code == 404:
        return None
    resp.raise_for_status()
    return resp.text


def one_try(url):
    try:
        r = requests.get(url)
        r.raise_for_status()
        return r.text, None, 0
    except requests.ConnectionError as error:
        return None, error, 0
    except requests.HTTPError as error:
        if error.response.status_code not in BUSY:
            raise
        print(BUSY[error.response.status_code])
        return None, error, error.response.headers.get("Retry-After", 0)


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
        temp = os.path.join(os.path.dirname(path), "download.tmp")
        data = r.raw.read()
        with open(temp, "wb") as f:
            n = f.write(data)
    os.rename(temp, path)
    return n


def login_and_read(login_url, user, password, page_url):
    reply = requests.post(login_url, data={"user": user, "password": password})
    reply.raise_for_status()
    first = reply.history[0] if reply.history else reply
    return requests.get(page_url, cookies=first.cookies.get_dict()).text


def upload(url, path):
    with open(path, "rb") as source:
        answer = requests.post(url, files=(("file", (os.path.basename(path), source)),))
    return dict(answer.json())
