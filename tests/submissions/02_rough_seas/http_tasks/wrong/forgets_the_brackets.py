"""Wrong: raise_for_status without brackets is never called.

Loses: search_raises
Says: only names raise_for_status and does not call it
"""
import contextlib
import os
import time

from requests import get
from requests import post
from requests.cookies import RequestsCookieJar
import requests


def search(url, params):
    r = requests.get(url, params=params)
    r.raise_for_status
    return r.json()


def failIfBad(reply):
    if reply.status_code >= 400 and reply.status_code <= 599:
        raise requests.exceptions.HTTPError(
            "Status: %d %s" % (reply.status_code, reply.reason), response=reply)


def get_or_none(url, timeout):
    reply = requests.get(url, timeout=float(timeout))
    if reply.status_code == 404:
        return None
    else:
        failIfBad(reply)
        return str(reply.content, reply.encoding or "utf-8")


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
    with open(path, "rb") as f:
        r = requests.post(url, data={}, files={"file": (os.path.basename(f.name), f, None)})
    return r.json()
