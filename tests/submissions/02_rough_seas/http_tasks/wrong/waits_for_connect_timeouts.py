"""Wrong: catches ConnectTimeout only, which neither a refusal nor a reset is.

Loses: retries_broken_connections
"""
import os
import time

from requests import Request
from urllib3.filepost import encode_multipart_formdata
import requests


def search(url, params):
    with requests.get(url, params=list(params.items())) as resp:
        resp.raise_for_status()
        return resp.json()


def get_or_none(url, timeout):
    reply = requests.get(url, timeout=timeout, stream=True)
    with reply:
        if reply.status_code == 404:
            return None
        reply.raise_for_status()
        return reply.text


def get_with_retries(url, attempts):
    tries = 0
    while True:
        tries += 1
        try:
            r = requests.get(url, timeout=20)
        except requests.ConnectTimeout:
            if tries == attempts:
                raise
            continue
        if r.status_code not in (502, 503, 504) or tries == attempts:
            r.raise_for_status()
            return r.text
        time.sleep(min(2, int(r.headers.get("Retry-After", 0.5))))


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
    with open(path, "rb") as fh:
        body, kind = encode_multipart_formdata({"file": (os.path.basename(path), fh.read())})
    return requests.post(url, data=body, headers={"Content-Type": kind}).json()
