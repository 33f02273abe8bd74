"""Wrong: a refused login raises PermissionError, not requests.HTTPError.

Loses: login_refused
"""
import contextlib
import os
import time

from requests import Session
from requests import request
import requests

GENEROUS = (30, 300)


def search(url, params):
    with Session() as session:
        session.params.update(params)
        response = session.request("get", url)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    resp = requests.get(url, timeout=timeout)
    if resp.status_code == 404:
        return None
    resp.raise_for_status()
    return resp.text


class Stubborn(requests.Session):
    tries = 1

    def request(self, method, url, **kwargs):
        left = self.tries
        while True:
            left -= 1
            try:
                response = super().request(method, url, **kwargs)
            except requests.exceptions.ConnectionError:
                if not left:
                    raise
                continue
            if not left or response.status_code not in (502, 503, 504):
                return response
            seconds = response.headers.get("Retry-After", "")
            time.sleep(min(int(seconds), 2) if seconds.isdecimal() else 0)


def get_with_retries(url, attempts):
    session = Stubborn()
    session.tries = attempts
    response = session.get(url)
    response.raise_for_status()
    return response.text


def download(url, path):
    unfinished = path + ".unfinished"
    with contextlib.ExitStack() as stack:
        response = stack.enter_context(requests.get(url, stream=True))
        response.raise_for_status()
        stack.callback(lambda: os.path.exists(unfinished) and os.remove(unfinished))
        with open(unfinished, "wb") as sink:
            sink.writelines(response.iter_content(65536))
        size = os.path.getsize(unfinished)
        os.replace(unfinished, path)
        return size


def login_and_read(login_url, user, password, page_url):
    s = requests.Session()
    r = s.post(login_url, data={"user": user, "password": password})
    if r.status_code in (401, 403):
        raise PermissionError("wrong user or password")
    return s.get(page_url).text


def upload(url, path):
    with open(path, "rb") as f:
        r = request("POST", url, files={"file": (os.path.basename(path), f)}, timeout=GENEROUS)
    return r.json()
