"""Wrong: every status above 500 is tried again, 501 and 505 too.

Loses: retries_raise_at_once
"""
import json
import os
import tempfile
import time

from requests import get
from requests import request
import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"


def search(url, params):
    resp = requests.get(url, params=params)
    resp.raise_for_status()
    return resp.json()


def get_or_none(url, timeout):
    response = get(url, None, timeout=timeout)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.content.decode(response.encoding or response.apparent_encoding or "utf-8")


def get_with_retries(url, attempts):
    while True:
        attempts -= 1
        try:
            r = requests.get(url)
        except requests.ConnectionError:
            if attempts == 0:
                raise
            time.sleep(0.1)
            continue
        if r.status_code > 500 and attempts:
            time.sleep(min(2, int(r.headers.get("Retry-After", 0))))
            continue
        r.raise_for_status()
        return r.text


def download(url, path):
    fd, temp = tempfile.mkstemp(prefix=".get-", dir=os.path.dirname(os.path.abspath(path)))
    try:
        with os.fdopen(fd, "wb") as out, request("GET", url, stream=True) as r:
            r.raise_for_status()
            for chunk in r.iter_content(1 << 16):
                out.write(chunk)
            size = out.tell()
        os.replace(temp, path)
    except BaseException:
        os.remove(temp)
        raise
    return size


def login_and_read(login_url, user, password, page_url):
    S.cookies.clear()
    answer = S.post(login_url, (("user", user), ("password", password)))
    print(answer.history, answer)
    answer.raise_for_status()
    return S.get(page_url).text


def upload(url, path):
    with open(path, "rb") as handle:
        content = handle.read()
    parts = {"file": (os.path.split(path)[1], content, "application/octet-stream")}
    return json.loads(requests.post(url, files=parts).content)
