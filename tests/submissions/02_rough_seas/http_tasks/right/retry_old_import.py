"""Right: the old requests.packages import, get_retry_after and is_retry overridden, RetryError."""
import os
import shutil

import requests
from requests.adapters import HTTPAdapter
from requests.packages.urllib3.util.retry import Retry


class ShortRetry(Retry):
    def get_retry_after(self, response):
        seconds = super(ShortRetry, self).get_retry_after(response)
        return None if seconds is None else min(seconds, 2)

    def is_retry(self, method, status_code, has_retry_after=False):
        return status_code in (502, 503, 504)


def search(url, params):
    r = requests.get(url=url, params=dict(params))
    if r.status_code >= 400:
        raise requests.HTTPError("%s for %s" % (r.status_code, r.url), response=r)
    return r.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=(timeout, timeout))
    return None if r.status_code == 404 else (r.raise_for_status() or r.text)


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
    http = requests.Session()
    r = http.post(login_url, {"user": user, "password": password})
    if r.status_code in (401, 403):
        r.raise_for_status()
    return http.get(page_url).text


def upload(url, path):
    files = {"file": open(path, "rb")}
    try:
        return requests.post(url, files=files).json()
    finally:
        files["file"].close()
