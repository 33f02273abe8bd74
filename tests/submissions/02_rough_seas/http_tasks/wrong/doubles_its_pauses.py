"""Wrong: without Retry-After it waits 1, 2, 4 … seconds.

Loses: retries_wait_as_asked
"""
import os
import shutil
import tempfile
import time

from requests.adapters import HTTPAdapter
import requests


def search(url, params):
    with requests.get(url, params=list(params.items())) as resp:
        resp.raise_for_status()
        return resp.json()


def send(url, **options):
    request = requests.Request("GET", url).prepare()
    return HTTPAdapter().send(request, **options)


def get_or_none(url, timeout):
    reply = send(url, timeout=timeout)
    if reply.status_code == requests.codes["not_found"]:
        return None
    reply.raise_for_status()
    return reply.text


def get_with_retries(url, attempts):
    for n in range(attempts):
        try:
            r = requests.get(url)
            if r.status_code not in (502, 503, 504) or n == attempts - 1:
                r.raise_for_status()
                return r.text
            wait = min(2, int(r.headers.get("Retry-After", 2 ** n)))
        except requests.ConnectionError:
            if n == attempts - 1:
                raise
            wait = 2 ** n
        time.sleep(wait)


def download(url, path):
    with requests.get(url, stream=True) as resp, tempfile.TemporaryFile() as whole:
        resp.raise_for_status()
        shutil.copyfileobj(resp.raw, whole, 1 << 16)
        count = whole.tell()
        whole.seek(0)
        with open(path, "wb") as out:
            shutil.copyfileobj(whole, out)
    return count


def login_and_read(login_url, user, password, page_url):
    with requests.post(
        login_url, {"user": user, "password": password}, allow_redirects=False
    ) as resp:
        resp.raise_for_status()
        cookies = {c.name: c.value for c in resp.cookies}
    with requests.get(page_url, cookies=cookies) as resp:
        return resp.text


def upload(url, path):
    with open(path, "rb") as source:
        answer = requests.post(url, files=(("file", (os.path.basename(path), source)),))
    return dict(answer.json())
