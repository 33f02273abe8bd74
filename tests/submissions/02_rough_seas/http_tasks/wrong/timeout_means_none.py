"""Wrong: a timeout is caught and gives None.

Loses: get_or_none_times_out
Says: the server sent nothing for 0.9 s, and the timeout was 0.3 s
"""
import os
import uuid

from requests.adapters import HTTPAdapter
from requests.packages.urllib3.util.retry import Retry
import requests


def search(url, params):
    with requests.get(url, params=list(params.items())) as resp:
        resp.raise_for_status()
        return resp.json()


def get_or_none(url, timeout):
    try:
        r = requests.get(url, timeout=timeout)
    except requests.Timeout:
        return None
    if r.status_code == 404:
        return None
    r.raise_for_status()
    return r.text


class ShortRetry(Retry):
    def get_retry_after(self, response):
        seconds = super(ShortRetry, self).get_retry_after(response)
        return None if seconds is None else min(seconds, 2)

    def is_retry(self, method, status_code, has_retry_after=False):
        return status_code in (502, 503, 504)


def get_with_retries(url, attempts):
    adapter = HTTPAdapter(max_retries=ShortRetry(attempts - 1, allowed_methods=None))
    http = requests.Session()
    http.mount(url, adapter)
    try:
        r = http.get(url)
        r.raise_for_status()
        return r.text
    finally:
        http.close()


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
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        return session.get(page_url).text


def upload(url, path):
    files = {"file": open(path, "rb")}
    try:
        return requests.post(url, files=files).json()
    finally:
        files["file"].close()
