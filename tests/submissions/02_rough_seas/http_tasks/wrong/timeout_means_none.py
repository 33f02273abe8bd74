"""Wrong: a timeout is caught and gives None.

Loses: get_or_none_times_out
"""
import os

from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.util import Retry
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
    temp = f"{path}.{os.getpid()}~"
    with requests.Session() as s, s.get(url, stream=True) as r:
        r.raise_for_status()
        try:
            with open(temp, "xb") as f:
                n = sum(map(f.write, r.iter_content(100_000)))
            os.replace(temp, path)
            return n
        except Exception:
            os.unlink(temp)
            raise


class Cookie(AuthBase):
    def __init__(self, jar):
        self.jar = jar

    def __call__(self, request):
        request.headers["Cookie"] = "; ".join("%s=%s" % pair for pair in self.jar.items())
        return request


def login_and_read(login_url, user, password, page_url):
    r = requests.post(login_url, data=dict(user=user, password=password), allow_redirects=False)
    r.raise_for_status()
    return requests.get(page_url, auth=Cookie(r.cookies)).text


def upload(url, path):
    with open(path, "rb") as fh:
        return requests.post(url, files={"file": fh}).json()
