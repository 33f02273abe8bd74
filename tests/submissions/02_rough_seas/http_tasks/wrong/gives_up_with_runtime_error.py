"""Wrong: when the tries run out it raises RuntimeError, no requests error.

Loses: retries_only_so_often
Says: RuntimeError is no class of requests
"""
import shutil
import tempfile
import time

from requests import Request
import requests


def search(url, params):
    with requests.get(url, params=list(params.items())) as resp:
        resp.raise_for_status()
        return resp.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout, allow_redirects=True)
    if r.status_code == 200:
        return r.text
    if r.status_code == 404:
        return None
    raise requests.HTTPError(r.status_code, response=r)


def get_with_retries(url, attempts):
    for number in range(attempts):
        pause = 0.1
        try:
            r = requests.get(url)
            if r.status_code not in (502, 503, 504):
                r.raise_for_status()
                return r.text
            pause = min(2, int(r.headers.get("Retry-After", 0)))
        except requests.ConnectionError as error:
            print(error)
        if number < attempts - 1:
            time.sleep(pause)
    raise RuntimeError("gave up after %d tries" % attempts)


def download(url, path):
    with requests.get(url, stream=True) as resp, tempfile.TemporaryFile() as whole:
        resp.raise_for_status()
        shutil.copyfileobj(resp.raw, whole, 1 << 16)
        count = whole.tell()
        whole.seek(0)
        with open(path, "wb") as out:
            shutil.copyfileobj(whole, out)
    return count


def _send(request, session=None, **options):
    session = session or requests.Session()
    return session.send(session.prepare_request(request), **options)


def login_and_read(login_url, user, password, page_url):
    session = requests.Session()
    form = {"user": user, "password": password}
    _send(Request("POST", login_url, data=form), session).raise_for_status()
    return _send(Request("GET", page_url), session).text


def upload(url, path):
    files = {"file": open(path, "rb")}
    try:
        return requests.post(url, files=files).json()
    finally:
        files["file"].close()
