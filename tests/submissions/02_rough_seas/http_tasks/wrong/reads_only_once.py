"""Wrong: read=False: a connection that breaks after the request is not tried again.

Loses: retries_broken_connections
Says: after a connection that was reset
"""
import http.cookiejar
import os
import shutil

from requests import get
from requests.adapters import HTTPAdapter
from urllib3.util import Retry
import requests


def search(url, params):
    r = requests.get(url, params=params)
    if 400 <= r.status_code < 600:
        r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    response = get(url, None, timeout=timeout)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.content.decode(response.encoding or response.apparent_encoding or "utf-8")


class MyRetry(Retry):
    RETRY_AFTER_STATUS_CODES = ()


def get_with_retries(url, attempts):
    rule = MyRetry(attempts - 1, read=False, status_forcelist=[502, 503, 504], retry_after_max=2)
    with requests.Session() as s:
        s.mount("http://", HTTPAdapter(max_retries=rule))
        r = s.get(url)
        r.raise_for_status()
        return r.text


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
    session = requests.Session()
    session.cookies = http.cookiejar.CookieJar()
    reply = session.post(login_url, data=(("user", user), ("password", password)))
    reply.raise_for_status()
    return session.get(page_url).text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.request("POST", url, files={"file": (os.path.basename(path), f)}).json()
