"""Wrong: Retry-After is looked at for 503 only, not for 502 and 504.

Loses: retries_wait_as_asked
"""
from pathlib import Path
import shutil
import tempfile
import time

from requests import Request
from requests.exceptions import HTTPError
import requests


def search(url, params):
    r = requests.Session().get(url, params=params, allow_redirects=True)
    if not r.ok:
        raise HTTPError(response=r)
    return r.json()


def get_or_none(url, timeout):
    try:
        with requests.get(url, timeout=timeout) as resp:
            resp.raise_for_status()
            return resp.text
    except requests.HTTPError as err:
        if err.response.status_code == 404:
            return None
        raise


def get_with_retries(url, attempts):
    for left in range(attempts - 1, -1, -1):
        try:
            r = requests.get(url)
        except requests.ConnectionError:
            if left == 0:
                raise
            continue
        if left == 0 or r.status_code not in (502, 503, 504):
            r.raise_for_status()
            return r.text
        if r.status_code == 503:
            time.sleep(min(2, int(r.headers.get("Retry-After", 0))))


def _send(request, session=None, **options):
    session = session or requests.Session()
    return session.send(session.prepare_request(request), **options)


def download(url, path):
    target = Path(path)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        partial = Path(folder) / "body"
        response = _send(Request("GET", url), stream=True)
        response.raise_for_status()
        with partial.open("wb") as sink:
            for block in response.iter_content(chunk_size=8192):
                sink.write(block)
        size = partial.stat().st_size
        shutil.move(str(partial), str(target))
    return size


def login_and_read(login_url, user, password, page_url):
    session = requests.Session()
    form = {"user": user, "password": password}
    _send(Request("POST", login_url, data=form), session).raise_for_status()
    return _send(Request("GET", page_url), session).text


def upload(url, path):
    with open(path, "rb") as fh:
        return requests.post(url, files={"file": fh}).json()
