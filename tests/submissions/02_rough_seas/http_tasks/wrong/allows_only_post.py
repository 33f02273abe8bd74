"""Wrong: Retry is allowed for POST only, so a GET is never tried again.

Loses: retries_errors
Points: 14
Says: did not try again after the answer 503 | GET, which this request is made by, is not among them
"""
from pathlib import Path
from tempfile import TemporaryDirectory
import shutil

from requests import get
from requests.adapters import HTTPAdapter
from urllib3.util import Retry
import requests


def search(url, params):
    resp = requests.get(url, params=params)
    resp.raise_for_status()
    return resp.json()


def get_or_none(url, timeout):
    with requests.Session() as s:
        s.mount("http://", HTTPAdapter(max_retries=Retry(0, read=False)))
        r = s.get(url, timeout=timeout)
    if r.status_code == 404:
        return None
    r.raise_for_status()
    return r.text


def get_with_retries(url, attempts):
    retry = Retry(total=attempts - 1, status_forcelist=[502, 503, 504],
                  allowed_methods=["POST"], backoff_factor=0.1)
    s = requests.Session()
    s.mount("http://", HTTPAdapter(max_retries=retry))
    r = s.get(url)
    r.raise_for_status()
    return r.text


def download(url, path):
    target = Path(path).absolute()
    with TemporaryDirectory(dir=target.parent) as folder, get(url, stream=True) as response:
        response.raise_for_status()
        fresh = Path(folder, "fresh")
        with fresh.open("wb") as sink:
            shutil.copyfileobj(response.raw, sink)
        fresh.replace(target)
        return target.stat().st_size


def login_and_read(login_url, user, password, page_url):
    reply = requests.post(login_url, data={"user": user, "password": password})
    reply.raise_for_status()
    first = reply.history[0] if reply.history else reply
    return requests.get(page_url, cookies=first.cookies.get_dict()).text


def upload(url, path):
    files = {"file": open(path, "rb")}
    try:
        return requests.post(url, files=files).json()
    finally:
        files["file"].close()
