"""Wrong: Retry-After is not respected.

Loses: retries_wait_as_asked
"""
import contextlib
import json
import os

from requests import Request
from requests.adapters import HTTPAdapter
from urllib3.filepost import encode_multipart_formdata
from urllib3.util import Retry
import requests


def search(url, params):
    reply = requests.get(url, params)
    reply.raise_for_status()
    return json.loads(reply.text)


def get_or_none(url, timeout):
    r = requests.get(url, timeout=(timeout, timeout))
    return None if r.status_code == 404 else (r.raise_for_status() or r.text)


def get_with_retries(url, attempts):
    with requests.Session() as s:
        s.mount("http://", HTTPAdapter(max_retries=Retry(
            total=attempts - 1, status_forcelist=[502, 503, 504],
            respect_retry_after_header=False, backoff_factor=0.3, backoff_max=0.9)))
        r = s.get(url)
        r.raise_for_status()
        return r.text


def download(url, path):
    unfinished = path + ".unfinished"
    with contextlib.ExitStack() as stack:
        response = stack.enter_context(requests.get(url, stream=True))
        response.raise_for_status()
        stack.callback(lambda: os.path.exists(unfinished) and os.remove(unfinished))
        with open(unfinished, "wb") as sink:
            sink.writelines(response.iter_content(65536))
        size = os.path.getsize(unfinished)
        os.replace(unfinished, path)
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
        body, kind = encode_multipart_formdata({"file": (os.path.basename(path), fh.read())})
    return requests.post(url, data=body, headers={"Content-Type": kind}).json()
