"""Wrong: 504 is not tried again.

Loses: retries_errors
"""
import os
import time

from requests import request
import requests

GENEROUS = (30, 300)


def search(url, params):
    with requests.Session() as s:
        s.params = params
        r = s.get(url)
    r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    print("asking", url, "for at most", timeout, "seconds")
    r = requests.get(url, timeout=timeout)
    print("got", r.status_code)
    text = None
    if r.status_code != 404:
        r.raise_for_status()
        text = r.text
    return text


def get_with_retries(url, attempts):
    for i in range(attempts):
        try:
            r = requests.get(url)
            if r.status_code in (502, 503) and i < attempts - 1:
                time.sleep(min(2, int(r.headers.get("Retry-After", 0))))
                continue
            r.raise_for_status()
            return r.text
        except requests.ConnectionError:
            if i == attempts - 1:
                raise


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
    form = [("user", user), ("password", password)]
    r = request("POST", login_url, data=form, allow_redirects=False, timeout=GENEROUS)
    r.raise_for_status()
    return request("GET", page_url, cookies=r.cookies, timeout=GENEROUS).text


def upload(url, path):
    filename = os.path.basename(path)
    with open(path, "rb") as content:
        parts = [("file", (filename, content, "application/octet-stream", {"X-Note": "mine"}))]
        request = requests.Request("POST", url, files=parts)
        return requests.Session().send(request.prepare()).json()
