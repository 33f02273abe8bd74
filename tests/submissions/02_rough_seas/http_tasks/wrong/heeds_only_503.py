"""Wrong: Retry-After is looked at for 503 only, not for 502 and 504.

Loses: retries_wait_as_asked
Says: after answer 2, a 504 with Retry-After: 2 | was not waited for
"""
from urllib.parse import urlencode
import os
import shutil
import time

import requests


def search(url, params):
    answer = requests.get(url + "?" + urlencode(params, doseq=True))
    answer.raise_for_status()
    return answer.json()


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
    for left in range(attempts - 1, -1, -1):
        try:
            r = requests.get(url)
        except requests.ConnectionError:
            if left == 0:
                raise
            continue
        if left == 0 or r.status_code not in (502, 503, 504):
            r.raise_for_status()
            return r.text
        if r.status_code == 503:
            time.sleep(min(2, int(r.headers.get("Retry-After", 0))))


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
    with requests.Session() as s:
        s.post(login_url, data={"user": user, "password": password}).raise_for_status()
        r = s.send(s.prepare_request(requests.Request("GET", page_url)))
    return r.text


def upload(url, path):
    f = open(path, "rb")
    theFiles = {"file": (path.split("/")[-1], f.read())}
    f.close()
    return requests.post(url, files=theFiles).json()
