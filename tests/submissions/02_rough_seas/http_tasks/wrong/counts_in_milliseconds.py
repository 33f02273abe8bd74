"""Wrong: the timeout is multiplied by 1000.

Loses: get_or_none_times_out
"""
from http.cookies import SimpleCookie
from urllib.parse import urlencode
import os
import time

from requests import request
import requests

GENEROUS = (30, 300)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


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
    r = requests.get(url, timeout=timeout * 1000)
    if r.status_code == 404:
        return None
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
    body = urlencode({"user": user, "password": password})
    answer = requests.post(login_url, data=body, headers=FORM, allow_redirects=False)
    answer.raise_for_status()
    morsels = SimpleCookie(answer.headers["Set-Cookie"]).values()
    cookie = "; ".join(f"{m.key}={m.value}" for m in morsels)
    return requests.get(page_url, headers={"Cookie": cookie}).text


def upload(url, path):
    files = {"file": open(path, "rb")}
    try:
        return requests.post(url, files=files).json()
    finally:
        files["file"].close()
