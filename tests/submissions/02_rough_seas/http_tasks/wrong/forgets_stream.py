"""Wrong: the whole body is in memory before the loop over its pieces begins.

Loses: download_streams
Says: nothing is said of stream
"""
from pathlib import Path
import http.cookiejar
import os
import time

from requests import Request
import requests


def search(url, params):
    request = requests.Request(method="GET", url=url, params=params)
    with requests.Session() as session:
        reply = session.send(session.prepare_request(request), timeout=60)
    reply.raise_for_status()
    return reply.json()


def get_or_none(url, timeout):
    reply = requests.get(url, timeout=timeout, stream=True)
    with reply:
        if reply.status_code == 404:
            return None
        reply.raise_for_status()
        return reply.text


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
        time.sleep(min(int(asked), 2) if asked else 0)


def download(url, path):
    r = requests.get(url)
    r.raise_for_status()
    temp = path + ".part"
    size = 0
    with open(temp, "wb") as f:
        for chunk in r.iter_content(chunk_size=8192):
            size += f.write(chunk)
    os.replace(temp, path)
    return size


def login_and_read(login_url, user, password, page_url):
    session = requests.Session()
    session.cookies = http.cookiejar.CookieJar()
    reply = session.post(login_url, data=(("user", user), ("password", password)))
    reply.raise_for_status()
    return session.get(page_url).text


def _send(request, session=None, **options):
    session = session or requests.Session()
    return session.send(session.prepare_request(request), **options)


def upload(url, path):
    name = Path(path).name
    request = Request("POST", url, files={"file": (name, Path(path).read_bytes())})
    return _send(request).json()
