"""Wrong: urlencode without doseq: a list becomes one value, brackets and all.

Loses: search_finds
Says: repeating its key
"""
from urllib.parse import urlencode
import os
import shutil
import time

from requests import codes
from requests import request
import requests


def search(url, params):
    r = requests.get(url, params=urlencode(params))
    if r.status_code >= 400:
        r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    r = request(method="get", url=url, timeout=(3.05, timeout))
    if r.status_code != codes.NOT_FOUND:
        r.raise_for_status()
        return r.text


def get_with_retries(url, attempts):
    for left in reversed(range(attempts)):
        try:
            answer = requests.get(url, headers={"Connection": "close"})
        except requests.ConnectionError:
            if left == 0:
                raise
            time.sleep(0.05)
            continue
        if left and answer.status_code in (502, 503, 504):
            time.sleep(min(2, int(answer.headers.get("Retry-After") or 0)))
            continue
        answer.raise_for_status()
        return answer.text


def download(url, path):
    r = requests.get(url, stream=True)
    r.raise_for_status()
    temp = path + ".new"
    try:
        with open(temp, "wb") as f:
            shutil.copyfileobj(r.raw, f)
            length = f.tell()
        expected = r.headers.get("content-length")
        if expected is not None and int(expected) != length:
            raise IOError("only %d of %s bytes" % (length, expected))
        os.rename(temp, path)
    finally:
        r.close()
        if os.path.exists(temp):
            os.remove(temp)
    return length


def login_and_read(login_url, user, password, page_url):
    with requests.post(
        login_url, {"user": user, "password": password}, allow_redirects=False
    ) as resp:
        resp.raise_for_status()
        cookies = {c.name: c.value for c in resp.cookies}
    with requests.get(page_url, cookies=cookies) as resp:
        return resp.text


def upload(url, path):
    with requests.Session() as s, open(path, mode="rb") as f:
        r = s.post(url, files=dict(file=f))
        r.raise_for_status()
        return r.json()
