"""Wrong: the search is a POST.

Loses: search_finds
Says: made its search by POST
"""
from pathlib import Path
import http.cookiejar
import os
import shutil
import tempfile
import time

from requests import Request
import requests


def search(url, params):
    with requests.Session() as s:
        r = s.post(url, params=params)
        r.raise_for_status()
        return r.json()


def get_or_none(url, timeout):
    resp = requests.get(url, timeout=timeout)
    if resp.status_code == 404:
        return None
    resp.raise_for_status()
    return resp.text


def answers(url):
    while True:
        try:
            yield requests.get(url), None
        except requests.ConnectionError as error:
            yield None, error


def get_with_retries(url, attempts):
    for number, (r, error) in enumerate(answers(url), start=1):
        if r is not None and r.status_code not in (502, 503, 504):
            r.raise_for_status()
            return r.text
        if number == attempts:
            raise error or requests.RequestException("no luck: %d" % r.status_code, response=r)
        asked = r.headers.get("Retry-After") if r is not None else None
        time.sleep(min(int(asked), 2) if asked else 0)


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
    session.cookies = http.cookiejar.CookieJar()
    reply = session.post(login_url, data=(("user", user), ("password", password)))
    reply.raise_for_status()
    return session.get(page_url).text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.request("POST", url, files={"file": (os.path.basename(path), f)}).json()
