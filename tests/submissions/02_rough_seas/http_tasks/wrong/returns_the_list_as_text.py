"""Wrong: search returns the JSON text instead of the list.

Loses: search_finds
"""
import os
import shutil
import time

from requests import Request
import requests


def search(url, params):
    answer = requests.get(url, params=params)
    answer.raise_for_status()
    return answer.text


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
        time.sleep(min(int(asked), 2) if asked else 0.25)


def download(url, path):
    r = requests.get(url, stream=True)
    r.raise_for_status()
    temp = path + ".new"
    try:
        with open(temp, "wb") as f:
            shutil.copyfileobj(r.raw, f)
            length = f.tell()
        expected = r.headers.get("content-length")
        if expected is not None and int(expected) != length:
            raise IOError("only %d of %s bytes" % (length, expected))
        os.rename(temp, path)
    finally:
        r.close()
        if os.path.exists(temp):
            os.remove(temp)
    return length


def login_and_read(login_url, user, password, page_url):
    session = requests.Session()
    form = {"user": user, "password": password}
    _send(Request("POST", login_url, data=form), session).raise_for_status()
    return _send(Request("GET", page_url), session).text


def upload(url, path):
    with open(path, "rb") as source:
        answer = requests.post(url, files=(("file", (os.path.basename(path), source)),))
    return dict(answer.json())
