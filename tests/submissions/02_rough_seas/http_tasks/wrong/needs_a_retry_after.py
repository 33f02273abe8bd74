"""Wrong: an answer without Retry-After ends in a KeyError.

Loses: retries_errors
Points: 18
Says: KeyError: 'retry-after'
"""
import os
import time

from requests import Request
import requests


def search(url, params):
    with requests.Session() as s:
        s.params = params
        r = s.get(url)
    r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    reply = requests.get(url, timeout=timeout, stream=True)
    with reply:
        if reply.status_code == 404:
            return None
        reply.raise_for_status()
        return reply.text


def get_with_retries(url, attempts):
    for left in range(attempts - 1, -1, -1):
        try:
            r = requests.get(url)
        except requests.ConnectionError:
            if left:
                continue
            raise
        if left and r.status_code in (502, 503, 504):
            time.sleep(min(2, int(r.headers["Retry-After"])))
        else:
            r.raise_for_status()
            return r.text


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


def _send(request, session=None, **options):
    session = session or requests.Session()
    return session.send(session.prepare_request(request), **options)


def login_and_read(login_url, user, password, page_url):
    session = requests.Session()
    form = {"user": user, "password": password}
    _send(Request("POST", login_url, data=form), session).raise_for_status()
    return _send(Request("GET", page_url), session).text


def upload(url, path):
    with open(path, "rb") as fh, requests.post(url, files={"file": fh}) as resp:
        return resp.json()
