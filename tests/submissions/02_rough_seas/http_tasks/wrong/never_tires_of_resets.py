"""Wrong: broken connections do not count as tries: it goes on for ever.

Loses: retries_only_so_often
"""
from pathlib import Path
import os
import time

from requests import Request
from requests import get
import requests


def search(url, params):
    resp = requests.get(url, params=params)
    resp.raise_for_status()
    return resp.json()


def get_or_none(url, timeout):
    response = get(url, None, timeout=timeout)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.content.decode(response.encoding or response.apparent_encoding or "utf-8")


def get_with_retries(url, attempts):
    done = 0
    while True:
        try:
            r = requests.get(url)
        except requests.ConnectionError:
            time.sleep(0.5)
            continue
        done += 1
        if r.status_code in (502, 503, 504) and done < attempts:
            time.sleep(min(2, int(r.headers.get("Retry-After", 0))))
            continue
        r.raise_for_status()
        return r.text


def download(url, path):
    aside = None
    if os.path.exists(path):
        aside = path + ".older"
        os.rename(path, aside)
    try:
        r = requests.get(url, stream=True)
        r.raise_for_status()
        with open(path, "wb") as f:
            for chunk in r.iter_content(50_000):
                f.write(chunk)
    except BaseException:
        if os.path.exists(path):
            os.remove(path)
        if aside:
            os.rename(aside, path)
        raise
    if aside:
        os.remove(aside)
    return os.path.getsize(path)


def login_and_read(login_url, user, password, page_url):
    reply = requests.post(login_url, data={"user": user, "password": password})
    reply.raise_for_status()
    first = reply.history[0] if reply.history else reply
    return requests.get(page_url, cookies=first.cookies.get_dict()).text


def _send(request, session=None, **options):
    session = session or requests.Session()
    return session.send(session.prepare_request(request), **options)


def upload(url, path):
    name = Path(path).name
    request = Request("POST", url, files={"file": (name, Path(path).read_bytes())})
    return _send(request).json()
