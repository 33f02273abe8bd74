"""Wrong: connect, read and status retries are counted apart, so mixed errors get more tries.

Loses: retries_only_so_often
Says: the tries of both kinds together
"""
from pathlib import Path
from tempfile import TemporaryDirectory
import shutil

from requests import Request
from requests import get
from requests.adapters import HTTPAdapter
from urllib3.util import Retry
import requests


def search(url, params):
    with requests.get(url, params=list(params.items())) as resp:
        resp.raise_for_status()
        return resp.json()


def _send(request, session=None, **options):
    session = session or requests.Session()
    return session.send(session.prepare_request(request), **options)


def get_or_none(url, timeout):
    response = _send(Request("GET", url), timeout=timeout)
    try:
        response.raise_for_status()
    except requests.HTTPError:
        if response.status_code != 404:
            raise
        return None
    return response.text


def get_with_retries(url, attempts):
    n = attempts - 1
    retry = Retry(total=None, connect=n, read=n, status=n,
                  status_forcelist=(502, 503, 504), retry_after_max=2)
    with requests.Session() as s:
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
    s = requests.Session()
    r = s.post(login_url, data={"password": password, "user": user, "submit": "Log in"})
    print("login:", r.status_code)
    r.raise_for_status()
    page = s.get(page_url)
    print("page:", page.status_code)
    return page.text


def upload(url, path):
    with open(path, "rb") as fh:
        return requests.post(url, files={"file": fh}).json()
