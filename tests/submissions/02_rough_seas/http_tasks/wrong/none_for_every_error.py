"""Wrong: a Response is false for every 4xx and 5xx, so all of them give None.

Loses: get_or_none_raises
Says: returned although the status was 400
Never says: raise_for_status() does
"""
import os
import tempfile

from requests import Request
from requests import request
from requests.adapters import HTTPAdapter
from urllib3.util import Retry
import requests


def search(url, params):
    prepared = Request("GET", url, params=params).prepare()
    with requests.Session() as session:
        response = session.send(prepared)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout)
    if not r:
        return None
    return r.text


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
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        return session.get(page_url).text


def upload(url, path):
    with open(path, "rb") as fh:
        return requests.post(url, files={"file": fh}).json()
