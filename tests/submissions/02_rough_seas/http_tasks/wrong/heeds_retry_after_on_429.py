"""Wrong: the plain Retry tries 429 and 413 again when they bear a Retry-After.

Loses: retries_raise_at_once
"""
from http.cookies import SimpleCookie
from urllib.parse import urlencode
import os
import tempfile

from requests import request
from requests.adapters import HTTPAdapter
from urllib3.util import Retry
import requests

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def search(url, params):
    with requests.Session() as s:
        s.params = params
        r = s.get(url)
    r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    resp = requests.get(url, timeout=timeout)
    if resp.status_code == 404:
        return None
    resp.raise_for_status()
    return resp.text


def get_with_retries(url, attempts):
    retry = Retry(
        total=attempts - 1,
        status_forcelist=[502, 503, 504],
        allowed_methods={"GET"},
        backoff_factor=0.2,
        backoff_max=1,
        retry_after_max=2,
        raise_on_status=False,
    )
    with requests.Session() as session:
        session.mount("http://", HTTPAdapter(max_retries=retry))
        response = session.get(url)
        response.raise_for_status()
        return response.text


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
    body = urlencode({"user": user, "password": password})
    answer = requests.post(login_url, data=body, headers=FORM, allow_redirects=False)
    answer.raise_for_status()
    morsels = SimpleCookie(answer.headers["Set-Cookie"]).values()
    cookie = "; ".join(f"{m.key}={m.value}" for m in morsels)
    return requests.get(page_url, headers={"Cookie": cookie}).text


def upload(url, path):
    with requests.Session() as s, open(path, mode="rb") as f:
        r = s.post(url, files=dict(file=f))
        r.raise_for_status()
        return r.json()
