"""Wrong: 500 is on the list of the errors that are tried again.

Loses: retries_raise_at_once
Says: tried again after status 500
"""
import http.cookiejar
import os
import uuid

from requests.adapters import HTTPAdapter
from urllib3.util import Retry
import requests


def search(url, params):
    with requests.Session() as s:
        s.params = params
        r = s.get(url)
    r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout, allow_redirects=True)
    if r.status_code == 200:
        return r.text
    if r.status_code == 404:
        return None
    raise requests.HTTPError(r.status_code, response=r)


class QuickRetry(Retry):
    RETRY_AFTER_STATUS_CODES = frozenset({503})


def get_with_retries(url, attempts):
    s = requests.Session()
    s.mount("http://", HTTPAdapter(max_retries=QuickRetry(
        total=attempts - 1,
        status_forcelist=[500, 502, 503, 504],
        backoff_factor=0.1,
        backoff_max=1,
        retry_after_max=2,
        raise_on_status=False,
    )))
    r = s.get(url)
    r.raise_for_status()
    return r.text


def download(url, path):
    temp = "%s-%s" % (path, uuid.uuid4().hex)
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        try:
            with open(temp, "wb") as f:
                size = sum(f.write(part) for part in r.raw.stream(30_000))
        except Exception:
            os.remove(temp)
            raise
    os.replace(temp, path)
    return size


def login_and_read(login_url, user, password, page_url):
    session = requests.Session()
    session.cookies = http.cookiejar.CookieJar()
    reply = session.post(login_url, data=(("user", user), ("password", password)))
    reply.raise_for_status()
    return session.get(page_url).text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.request("POST", url, files={"file": (os.path.basename(path), f)}).json()
