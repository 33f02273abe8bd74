"""Wrong: without Retry-After it waits a quarter of a second, then half of one, 1, 2, 4 …

Loses: retries_wait_as_asked
Says: s pass after a connection that was reset
"""
import os
import time

from requests.adapters import HTTPAdapter
from urllib3.util import Retry
import requests


def search(url, params):
    with requests.get(url, params=list(params.items())) as resp:
        resp.raise_for_status()
        return resp.json()


def get_or_none(url, timeout):
    with requests.Session() as s:
        s.mount("http://", HTTPAdapter(max_retries=Retry(0, read=False)))
        r = s.get(url, timeout=timeout)
    if r.status_code == 404:
        return None
    r.raise_for_status()
    return r.text


def get_with_retries(url, attempts):
    for n in range(attempts):
        try:
            r = requests.get(url)
            if r.status_code not in (502, 503, 504) or n == attempts - 1:
                r.raise_for_status()
                return r.text
            wait = min(2, float(r.headers.get("Retry-After", 2 ** n / 4)))
        except requests.ConnectionError:
            if n == attempts - 1:
                raise
            wait = 2 ** n / 4
        time.sleep(wait)


def download(url, path):
    temp = f"{path}.{os.getpid()}~"
    with requests.Session() as s, s.get(url, stream=True) as r:
        r.raise_for_status()
        try:
            with open(temp, "xb") as f:
                n = sum(map(f.write, r.iter_content(100_000)))
            os.replace(temp, path)
            return n
        except Exception:
            os.unlink(temp)
            raise


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as s:
        s.post(login_url, data={"user": user, "password": password}).raise_for_status()
        r = s.send(s.prepare_request(requests.Request("GET", page_url)))
    return r.text


def upload(url, path):
    with open(path, "rb") as f:
        r = requests.post(url, data={}, files={"file": (os.path.basename(f.name), f, None)})
    return r.json()
