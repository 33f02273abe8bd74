"""Right: urllib3 Retry with retry_after_max, subclassed to heed Retry-After on no other status."""
import os

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry


class OnlyTheList(Retry):
    """A 429 or 413 with Retry-After is tried again by the plain Retry: not here."""

    RETRY_AFTER_STATUS_CODES = frozenset()


def search(url, params):
    with requests.Session() as s:
        s.params = params
        r = s.get(url)
    r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    with requests.Session() as s:
        s.mount("http://", HTTPAdapter(max_retries=Retry(0, read=False)))
        r = s.get(url, timeout=timeout)
    if r.status_code == 404:
        return None
    r.raise_for_status()
    return r.text


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


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as s:
        r = s.post(login_url, data=dict(user=user, password=password), allow_redirects=False)
        r.raise_for_status()
        r = s.get(page_url)
        r.raise_for_status()
        return r.text


def upload(url, path):
    with requests.Session() as s, open(path, mode="rb") as f:
        r = s.post(url, files=dict(file=f))
        r.raise_for_status()
        return r.json()
