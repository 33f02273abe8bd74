"""Wrong: catches ConnectTimeout only, which neither a refusal nor a reset is.

Loses: retries_broken_connections
Says: after a connection that was reset | catches requests.ConnectTimeout
"""
import contextlib
import os
import time

from requests import get
from requests import post
from requests.cookies import RequestsCookieJar
import requests


def search(url, params):
    flat = []
    for key in params:
        values = params[key]
        if not isinstance(values, list):
            values = [values]
        for value in values:
            flat.append((key, str(value)))
    r = requests.get(url, params=tuple(flat))
    r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout, allow_redirects=True)
    if r.status_code == 200:
        return r.text
    if r.status_code == 404:
        return None
    raise requests.HTTPError(r.status_code, response=r)


def get_with_retries(url, attempts):
    tries = 0
    while True:
        tries += 1
        try:
            r = requests.get(url, timeout=20)
        except requests.ConnectTimeout:
            if tries == attempts:
                raise
            continue
        if r.status_code not in (502, 503, 504) or tries == attempts:
            r.raise_for_status()
            return r.text
        time.sleep(min(2, int(r.headers.get("Retry-After", 0.5))))


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
    jar = RequestsCookieJar()
    response = post(login_url, data={"user": user, "password": password}, allow_redirects=False)
    response.raise_for_status()
    for cookie in response.cookies:
        jar.set_cookie(cookie)
    return get(page_url, cookies=jar).text


def upload(url, path):
    with open(path, "rb") as fh, requests.post(url, files={"file": fh}) as resp:
        return resp.json()
