"""Wrong: 500 is on the list of the errors that are tried again.

Loses: retries_raise_at_once
"""
import os

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
    r = requests.get(url, timeout=(timeout, timeout))
    return None if r.status_code == 404 else (r.raise_for_status() or r.text)


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
    jar = requests.cookies.RequestsCookieJar()
    response = requests.post(login_url, data={"user": user, "password": password})
    response.raise_for_status()
    for step in response.history + [response]:
        jar.update(step.cookies)
    return requests.get(page_url, cookies=jar).text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.request("POST", url, files={"file": (os.path.basename(path), f)}).json()
