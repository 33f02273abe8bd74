"""Wrong: Retry-After is cut to 1 second instead of 2.

Loses: retries_wait_as_asked
"""
import json
import os

from requests import Request
from requests.adapters import HTTPAdapter
from requests.exceptions import HTTPError
from urllib3.util import Retry
import requests


def search(url, params):
    r = requests.Session().get(url, params=params, allow_redirects=True)
    if not r.ok:
        raise HTTPError(response=r)
    return r.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=(timeout, timeout))
    return None if r.status_code == 404 else (r.raise_for_status() or r.text)


class Impatient(Retry):
    RETRY_AFTER_STATUS_CODES = frozenset()


def get_with_retries(url, attempts):
    retry = Impatient(attempts - 1, status_forcelist=range(502, 505), retry_after_max=1)
    with requests.Session() as s:
        s.mount("http://", HTTPAdapter(max_retries=retry))
        r = s.get(url)
        r.raise_for_status()
        return r.text


def download(url, path):
    answer = requests.get(url, stream=True)
    answer.raise_for_status()
    folder, name = os.path.split(path)
    temp = os.path.join(folder, "." + name + ".swp")
    fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    size = 0
    try:
        for chunk in answer.iter_content(16384):
            view = memoryview(chunk)
            while view:
                done = os.write(fd, view)
                size += done
                view = view[done:]
    except Exception:
        os.remove(temp)
        raise
    finally:
        os.close(fd)
    os.replace(temp, path)
    return size


def _send(request, session=None, **options):
    session = session or requests.Session()
    return session.send(session.prepare_request(request), **options)


def login_and_read(login_url, user, password, page_url):
    session = requests.Session()
    form = {"user": user, "password": password}
    _send(Request("POST", login_url, data=form), session).raise_for_status()
    return _send(Request("GET", page_url), session).text


def upload(url, path):
    with open(path, "rb") as handle:
        content = handle.read()
    parts = {"file": (os.path.split(path)[1], content, "application/octet-stream")}
    return json.loads(requests.post(url, files=parts).content)
