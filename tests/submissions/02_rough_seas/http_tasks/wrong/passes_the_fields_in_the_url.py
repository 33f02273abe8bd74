"""Wrong: user and password go into the query, not into the form.

Loses: login_reads
"""
from pathlib import Path
from threading import Event
import os
import shutil
import tempfile

from requests import Request
from urllib3.filepost import encode_multipart_formdata
import requests


def search(url, params):
    prepared = requests.models.PreparedRequest()
    prepared.prepare_url(url, params)
    response = requests.get(prepared.url)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    reply = requests.get(url, timeout=timeout, stream=True)
    with reply:
        if reply.status_code == 404:
            return None
        reply.raise_for_status()
        return reply.text


def get_with_retries(url, attempts):
    alarm = Event()
    problem = None
    for attempt in range(attempts):
        try:
            r = requests.get(url)
        except requests.ConnectionError as error:
            problem = error
            alarm.wait(0.3)
            continue
        if r.status_code not in (502, 503, 504):
            r.raise_for_status()
            return r.text
        problem = requests.HTTPError(f"still {r.status_code}", response=r)
        alarm.wait(min(2, int(r.headers.get("Retry-After", 1))))
    raise problem


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
    with requests.Session() as s:
        s.post(login_url, params={"user": user, "password": password}).raise_for_status()
        return s.get(page_url).text


def upload(url, path):
    with open(path, "rb") as fh:
        body, kind = encode_multipart_formdata({"file": (os.path.basename(path), fh.read())})
    return requests.post(url, data=body, headers={"Content-Type": kind}).json()
