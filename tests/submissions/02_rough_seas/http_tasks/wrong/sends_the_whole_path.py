"""Wrong: the whole path is sent as the file's name.

Loses: upload_sends
"""
from pathlib import Path
from tempfile import TemporaryDirectory
import shutil
import time

from requests import Request
from requests import codes
from requests import get
from requests import request
import requests


def search(url, params):
    r = requests.get(url, params=params)
    if 400 <= r.status_code < 600:
        r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    r = request(method="get", url=url, timeout=(3.05, timeout))
    if r.status_code != codes.NOT_FOUND:
        r.raise_for_status()
        return r.text


def _send(request, session=None, **options):
    session = session or requests.Session()
    return session.send(session.prepare_request(request), **options)


def get_with_retries(url, attempts):
    request = Request("GET", url)
    error = None
    delay = 0.0
    for _ in range(attempts):
        if error is not None:
            time.sleep(delay)
        delay = 0.5
        try:
            response = _send(request)
            response.raise_for_status()
            return response.text
        except requests.HTTPError as problem:
            if problem.response.status_code not in {502, 503, 504}:
                raise
            error = problem
            asked = problem.response.headers.get("Retry-After")
            if asked is not None:
                delay = min(2.0, float(asked))
        except requests.ConnectionError as problem:
            error = problem
    raise error


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
    with requests.Session() as s:
        r = s.post(login_url, data=dict(user=user, password=password), allow_redirects=False)
        r.raise_for_status()
        r = s.get(page_url)
        r.raise_for_status()
        return r.text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.post(url, files={"file": (path, f)}).json()
