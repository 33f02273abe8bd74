"""Wrong: a fixed pause of 3 seconds where no Retry-After is given.

Loses: retries_wait_as_asked
"""
import tempfile
import time

from requests import Request
from requests import Session
from requests.adapters import HTTPAdapter
import requests

PAUSE = 3


def search(url, params):
    with Session() as session:
        session.params.update(params)
        response = session.request("get", url)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout, allow_redirects=True)
    if r.status_code == 200:
        return r.text
    if r.status_code == 404:
        return None
    raise requests.HTTPError(r.status_code, response=r)


def get_with_retries(url, attempts):
    r = None
    for n in range(1, attempts + 1):
        wait = PAUSE
        try:
            r = requests.get(url)
            if n == attempts or r.status_code not in {502, 503, 504}:
                r.raise_for_status()
                return r.text
            if "Retry-After" in r.headers:
                wait = min(2, int(r.headers["Retry-After"]))
        except requests.ConnectionError:
            if n == attempts:
                raise
            wait = 0
        time.sleep(wait)


def send(url, **options):
    request = requests.Request("GET", url).prepare()
    return HTTPAdapter().send(request, **options)


def download(url, path):
    reply = send(url, stream=True)
    reply.raise_for_status()
    with tempfile.SpooledTemporaryFile(max_size=500_000) as spool:
        for chunk in reply.iter_content(50_000):
            spool.write(chunk)
        size = spool.tell()
        spool.seek(0)
        with open(path, "wb") as out:
            for chunk in iter(lambda: spool.read(65536), b""):
                out.write(chunk)
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
    with open(path, "rb") as fh:
        return requests.post(url, files={"file": fh}).json()
