"""Wrong: errors that are not tried again are returned as text.

Loses: retries_raise_at_once
"""
import json
import os
import tempfile
import time

from requests.adapters import HTTPAdapter
import requests
import urllib3


def search(url, params):
    reply = requests.get(url, params)
    reply.raise_for_status()
    return json.loads(reply.text)


def get_or_none(url, timeout):
    limit = urllib3.Timeout(connect=timeout, read=timeout)
    response = requests.get(url, timeout=limit)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.text


def get_with_retries(url, attempts):
    error = None
    for _ in range(attempts):
        try:
            r = requests.get(url)
        except requests.ConnectionError as e:
            error = e
            continue
        if r.status_code not in (502, 503, 504):
            return r.text
        error = requests.HTTPError(r.status_code, response=r)
        time.sleep(min(2, int(r.headers.get("Retry-After", 0))))
    raise error


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


def login_and_read(login_url, user, password, page_url):
    s = requests.Session()
    r = s.post(login_url, data={"password": password, "user": user, "submit": "Log in"})
    print("login:", r.status_code)
    r.raise_for_status()
    page = s.get(page_url)
    print("page:", page.status_code)
    return page.text


def upload(url, path):
    filename = os.path.basename(path)
    with open(path, "rb") as content:
        parts = [("file", (filename, content, "application/octet-stream", {"X-Note": "mine"}))]
        request = requests.Request("POST", url, files=parts)
        return requests.Session().send(request.prepare()).json()
