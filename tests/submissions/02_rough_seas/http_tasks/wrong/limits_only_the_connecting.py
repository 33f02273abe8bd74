"""Wrong: the timeout tuple limits the connecting, not the waiting for headers.

Loses: get_or_none_times_out
"""
import http.cookiejar
import os

from requests.adapters import HTTPAdapter
from requests.packages.urllib3.util.retry import Retry
from urllib3.filepost import encode_multipart_formdata
import requests


def search(url, params):
    request = requests.Request(method="GET", url=url, params=params)
    with requests.Session() as session:
        reply = session.send(session.prepare_request(request), timeout=60)
    reply.raise_for_status()
    return reply.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=(timeout, None))
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
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        with open(path + ".partial", "wb") as f:
            for chunk in r.iter_content(128 * 1024):
                f.write(chunk)
                print(".", end="", flush=True)
            size = f.tell()
    os.replace(path + ".partial", path)
    print()
    return size


def login_and_read(login_url, user, password, page_url):
    session = requests.Session()
    session.cookies = http.cookiejar.CookieJar()
    reply = session.post(login_url, data=(("user", user), ("password", password)))
    reply.raise_for_status()
    return session.get(page_url).text


def upload(url, path):
    with open(path, "rb") as fh:
        body, kind = encode_multipart_formdata({"file": (os.path.basename(path), fh.read())})
    return requests.post(url, data=body, headers={"Content-Type": kind}).json()
