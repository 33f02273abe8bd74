"""Wrong: returns the page the redirect led to, never asks for page_url.

Loses: login_reads
"""
import select
import shutil
import tempfile
import time

from requests import request
import requests

GENEROUS = (30, 300)
BUSY = {502: "bad gateway", 503: "unavailable", 504: "gateway timeout"}


def search(url, params):
    pairs = []
    for key, value in params.items():
        if isinstance(value, (list, tuple)):
            pairs.extend((key, one) for one in value)
        else:
            pairs.append((key, value))
    r = request("GET", url, params=pairs, timeout=GENEROUS)
    r.raise_for_status()
    return r.json()


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
    with requests.get(url, stream=True) as resp, tempfile.TemporaryFile() as whole:
        resp.raise_for_status()
        shutil.copyfileobj(resp.raw, whole, 1 << 16)
        count = whole.tell()
        whole.seek(0)
        with open(path, "wb") as out:
            shutil.copyfileobj(whole, out)
    return count


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as session:
        page = session.post(login_url, data={"user": user, "password": password})
        page.raise_for_status()
        return page.text


def upload(url, path):
    with open(path, "rb") as fh:
        return requests.post(url, files={"file": fh}).json()
