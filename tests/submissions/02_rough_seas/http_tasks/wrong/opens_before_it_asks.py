"""Wrong: path is opened before the status is checked: a 404 leaves an empty file.

Loses: download_leaves_nothing
Says: An empty file was made
"""
import os
import time

from requests import request
import requests

GENEROUS = (30, 300)


def search(url, params):
    prepared = requests.models.PreparedRequest()
    prepared.prepare_url(url, params)
    response = requests.get(prepared.url)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    resp = requests.get(url, timeout=timeout)
    if resp.status_code == 404:
        return None
    resp.raise_for_status()
    return resp.text


def get_with_retries(url, attempts):
    for number in range(1, attempts + 1):
        wait = 0
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
    form = [("user", user), ("password", password)]
    r = request("POST", login_url, data=form, allow_redirects=False, timeout=GENEROUS)
    r.raise_for_status()
    return request("GET", page_url, cookies=r.cookies, timeout=GENEROUS).text


def upload(url, path):
    with open(path, "rb") as fh, requests.post(url, files={"file": fh}) as resp:
        return resp.json()
