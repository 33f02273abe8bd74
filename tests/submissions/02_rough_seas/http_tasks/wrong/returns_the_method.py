"""Wrong: json without brackets: the method itself is returned.

Loses: upload_returns
"""
import os

from requests.adapters import HTTPAdapter
from requests.packages.urllib3.util.retry import Retry
import requests


def search(url, params):
    r = requests.get(url, params=params, headers={"Accept": "application/json"})
    try:
        r.raise_for_status()
    finally:
        print(r.url, r.status_code)
    return [hit for hit in r.json()]


def get_or_none(url, timeout):
    r = requests.get(url, timeout=(timeout, timeout))
    return None if r.status_code == 404 else (r.raise_for_status() or r.text)


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
    part = path + ".part"
    size = 0
    try:
        with requests.get(url, stream=True) as resp:
            resp.raise_for_status()
            with open(part, "wb") as out:
                for chunk in resp.iter_content(64 * 1024):
                    out.write(chunk)
                    size += len(chunk)
        os.replace(part, path)
    finally:
        if os.path.exists(part):
            os.remove(part)
    return size


def login_and_read(login_url, user, password, page_url):
    r = requests.post(login_url, {"user": user, "password": password}, allow_redirects=False)
    if not r.is_redirect:
        r.raise_for_status()
    return requests.get(page_url, cookies=requests.utils.dict_from_cookiejar(r.cookies)).text


def upload(url, path):
    with open(path, "rb") as f:
        answer = requests.post(url, files={"file": f})
        return answer.json
