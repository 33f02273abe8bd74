"""Wrong: a bad status raises AssertionError instead of requests.HTTPError.

Loses: search_raises
"""
import os
import tempfile

from requests import request
from requests.adapters import HTTPAdapter
from urllib3.util import Retry
import requests

GENEROUS = (30, 300)


def search(url, params):
    r = requests.get(url, params=params)
    assert r.ok, r.status_code
    return r.json()


def get_or_none(url, timeout):
    resp = requests.get(url, timeout=timeout)
    if resp.status_code == 404:
        return None
    resp.raise_for_status()
    return resp.text


class OnlyTheList(Retry):
    """A 429 or 413 with Retry-After is tried again by the plain Retry: not here."""

    RETRY_AFTER_STATUS_CODES = frozenset()


def get_with_retries(url, attempts):
    retry = OnlyTheList(
        total=attempts - 1,
        status_forcelist=[502, 503, 504],
        backoff_factor=0.1,
        backoff_max=1,
        retry_after_max=2,
    )
    with requests.Session() as s:
        s.mount("http://", HTTPAdapter(max_retries=retry))
        s.mount("https://", HTTPAdapter(max_retries=retry))
        r = s.get(url)
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
    s = requests.Session()
    r = s.post(login_url, data={"password": password, "user": user, "submit": "Log in"})
    print("login:", r.status_code)
    r.raise_for_status()
    page = s.get(page_url)
    print("page:", page.status_code)
    return page.text


def upload(url, path):
    with open(path, "rb") as f:
        r = request("POST", url, files={"file": (os.path.basename(path), f)}, timeout=GENEROUS)
    return r.json()
