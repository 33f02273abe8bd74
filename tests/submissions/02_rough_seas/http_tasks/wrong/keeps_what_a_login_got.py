"""Wrong: login_and_read keeps what it returned, and returns it when it is called with the same again.

Loses: login_refused
Says: It asked the site for nothing
"""

from __future__ import annotations
import os
import pathlib
import time
from typing import Iterator
import requests

BAD = frozenset((502, 503, 504))

def search(url: str, params: dict) -> list:
    flat = [(k, v) for k, vs in params.items() for v in (vs if isinstance(vs, list) else [vs])]
    r = requests.Session().send(requests.Request("GET", url, params=flat).prepare())
    r.raise_for_status()
    return list(r.json())

def get_or_none(url: str, timeout: float) -> str | None:
    with requests.get(url, stream=True, timeout=timeout) as r:
        match r.status_code // 100, r.status_code:
            case _, 404:
                return None
            case (4 | 5), code:
                raise requests.HTTPError(code, response=r)
        return r.text

def get_with_retries(url: str, attempts: int) -> str:
    try:
        r = requests.get(url, timeout=10)
        r.raise_for_status()
        return r.text
    except requests.HTTPError as e:
        if e.response.status_code not in BAD or attempts <= 1:
            raise
        pause = float(e.response.headers.get("retry-after") or 0)
    except (requests.ConnectionError, requests.Timeout):
        if attempts <= 1:
            raise
        pause = 0.05
    time.sleep(pause)
    return get_with_retries(url, attempts - 1)

def pieces(url: str) -> Iterator[bytes]:
    with requests.get(url, stream=True, timeout=10, headers={"Accept-Encoding": "identity"}) as r:
        r.raise_for_status()
        left = int(r.headers.get("Content-Length", -1))
        for piece in r.iter_content(8192):
            left -= len(piece)
            yield piece
        if "Content-Length" in r.headers and left:
            raise EOFError(f"{left} bytes are missing")

def download(url: str, path: str) -> int:
    target = pathlib.Path(path)
    backup = target.with_name(target.name + ".old")
    had = target.exists()
    if had:
        target.rename(backup)
    try:
        with target.open("wb") as f:
            total = sum(f.write(p) for p in pieces(url))
    except:
        target.unlink(missing_ok=True)
        if had:
            backup.rename(target)
        raise
    if had:
        backup.unlink()
    return total


def upload(url: str, path: str) -> dict:
    p = pathlib.Path(path)
    r = requests.post(url, files=[("file", (p.name, p.read_bytes(), "application/octet-stream"))])
    r.raise_for_status()
    return r.json()

import functools

@functools.lru_cache
def login_and_read(login_url, user, password, page_url):
    s = requests.Session()
    s.post(login_url, {"user": user, "password": password}).raise_for_status()
    return s.get(page_url).text
