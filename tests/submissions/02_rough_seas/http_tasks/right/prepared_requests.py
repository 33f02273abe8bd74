"""Right: every request is prepared first and then sent through a Session."""
import shutil
import tempfile
import time
from pathlib import Path

import requests
from requests import Request


def _send(request, session=None, **options):
    session = session or requests.Session()
    return session.send(session.prepare_request(request), **options)


def search(url, params):
    prepared = Request("GET", url, params=params).prepare()
    with requests.Session() as session:
        response = session.send(prepared)
    response.raise_for_status()
    return response.json()


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
    name = Path(path).name
    request = Request("POST", url, files={"file": (name, Path(path).read_bytes())})
    return _send(request).json()
