"""Wrong: an empty page (200) gives None instead of the empty text.

Loses: get_or_none_reads
"""
import os
import tempfile

from requests import request
from requests.adapters import HTTPAdapter
from requests.packages.urllib3.util.retry import Retry
import requests

GENEROUS = (30, 300)


def search(url, params):
    pairs = []
    for key, value in params.items():
        if isinstance(value, (list, tuple)):
            pairs.extend((key, one) for one in value)
        else:
            pairs.append((key, value))
    r = request("GET", url, params=pairs, timeout=GENEROUS)
    r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout)
    if r.status_code != 404:
        r.raise_for_status()
        if r.text:
            return r.text
    return None


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
    form = [("user", user), ("password", password)]
    r = request("POST", login_url, data=form, allow_redirects=False, timeout=GENEROUS)
    r.raise_for_status()
    return request("GET", page_url, cookies=r.cookies, timeout=GENEROUS).text


def upload(url, path):
    f = open(path, "rb")
    theFiles = {"file": (path.split("/")[-1], f.read())}
    f.close()
    return requests.post(url, files=theFiles).json()
