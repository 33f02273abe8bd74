"""Wrong: a file opened through a Path has a name that requests passes over.

Loses: upload_sends
"""
from pathlib import Path
import json
import tempfile
import time

from requests.adapters import HTTPAdapter
from urllib3.util import Retry
import requests


def search(url, params):
    reply = requests.get(url, params)
    reply.raise_for_status()
    return json.loads(reply.text)


def get_or_none(url, timeout):
    with requests.Session() as s:
        s.mount("http://", HTTPAdapter(max_retries=Retry(0, read=False)))
        r = s.get(url, timeout=timeout)
    if r.status_code == 404:
        return None
    r.raise_for_status()
    return r.text


def send(url, **options):
    request = requests.Request("GET", url).prepare()
    return HTTPAdapter().send(request, **options)


def get_with_retries(url, attempts):
    tries = iter(range(attempts, 0, -1))
    for left in tries:
        try:
            reply = send(url)
            reply.raise_for_status()
            return reply.text
        except (requests.ConnectionError, requests.HTTPError) as error:
            status = getattr(error.response, "status_code", None)
            if left == 1 or status not in (None, 502, 503, 504):
                raise
            wait = error.response.headers.get("Retry-After", 0) if status else 0
            time.sleep(sorted([0, int(wait), 2])[1])


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


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as s:
        s.post(login_url, data={"user": user, "password": password}).raise_for_status()
        r = s.send(s.prepare_request(requests.Request("GET", page_url)))
    return r.text


def upload(url, path):
    with Path(path).open("rb") as f:
        return requests.post(url, files={"file": f}).json()
