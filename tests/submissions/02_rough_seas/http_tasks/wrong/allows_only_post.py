"""Wrong: Retry is allowed for POST only, so a GET is never tried again.

Loses: retries_errors
"""
import os

from requests.adapters import HTTPAdapter
from urllib3.util import Retry
import requests


def search(url, params):
    r = requests.get(url=url, params=dict(params))
    if r.status_code >= 400:
        raise requests.HTTPError("%s for %s" % (r.status_code, r.url), response=r)
    return r.json()


def get_or_none(url, timeout):
    print("asking", url, "for at most", timeout, "seconds")
    r = requests.get(url, timeout=timeout)
    print("got", r.status_code)
    text = None
    if r.status_code != 404:
        r.raise_for_status()
        text = r.text
    return text


def get_with_retries(url, attempts):
    retry = Retry(total=attempts - 1, status_forcelist=[502, 503, 504],
                  allowed_methods=["POST"], backoff_factor=0.1)
    s = requests.Session()
    s.mount("http://", HTTPAdapter(max_retries=retry))
    r = s.get(url)
    r.raise_for_status()
    return r.text


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
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        return session.get(page_url).text


def upload(url, path):
    files = {"file": open(path, "rb")}
    try:
        return requests.post(url, files=files).json()
    finally:
        files["file"].close()
