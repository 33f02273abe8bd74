"""Wrong: all_items takes two pages with the same items for one that was visited twice.

Loses: all_items_follows
Says: No page was visited twice
"""

from __future__ import annotations
import contextlib, os, pathlib, shutil, tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import chain
from typing import NamedTuple
from urllib.parse import urljoin
import requests
from requests.auth import AuthBase, HTTPBasicAuth

def _pages(url: str) -> Iterator[list]:
    visited: set[str] = set()
    while url not in visited:
        visited.add(url)
        with requests.get(url) as r:
            r.raise_for_status()
            yield r.json()
            nxt = r.links.get("next", {}).get("url")
        if not nxt:
            return
        url = urljoin(url, nxt)
    raise ValueError(f"{url} was here before")


class Entry(NamedTuple):
    etag: str
    text: str

def cached_get(url: str, cache: dict) -> str:
    entry = cache.get(url)
    r = requests.get(url, headers={"If-None-Match": entry.etag} if entry else None)
    match r.status_code:
        case 304 if entry:
            return entry.text
        case code if code >= 400:
            r.raise_for_status()
    cache.pop(url, None)
    if (tag := r.headers.get("etag")) is not None:
        cache[url] = Entry(tag, r.text)
    return r.text

def resume_download(url: str, path: str) -> int:
    """Works on a copy and puts it into place at the end."""
    p = pathlib.Path(path)
    have = p.stat().st_size if p.is_file() else 0
    with requests.get(url, headers={"Range": f"bytes={have}-", "Accept-Encoding": "identity"}, stream=True) as r:
        cr = r.headers.get("Content-Range", "")
        if r.status_code == 416 and cr.replace(" ", "") == f"bytes*/{have}":
            return have
        r.raise_for_status()
        handle, name = tempfile.mkstemp(dir=p.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                if r.status_code == 206:
                    unit, _, rest = cr.partition(" ")
                    span, _, total = rest.partition("/")
                    first, _, last = span.partition("-")
                    if (unit, first, int(last) + 1) != ("bytes", str(have), int(total)):
                        raise ValueError(f"asked from {have}, got {cr!r}")
                    if have:
                        with p.open("rb") as old:
                            shutil.copyfileobj(old, out)
                for piece in r.iter_content(1 << 16):
                    out.write(piece)
                size = out.tell()
            os.replace(name, p)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
    return size

def _one(url: str) -> str:
    r = requests.get(url)
    r.raise_for_status()
    return r.text

def fetch_all(urls: list[str], workers: int) -> dict:
    out: dict[str, str | BaseException] = {}
    with ThreadPoolExecutor(max_workers=workers) as pool:
        jobs = {pool.submit(_one, u): u for u in urls}
        for job in as_completed(jobs):
            out[jobs[job]] = job.exception() or job.result()
    return out

class Bearer(AuthBase):
    def __init__(self, token: str) -> None:
        self.token = token
    def __call__(self, r):
        r.headers["Authorization"] = f"Bearer {self.token}"
        return r

def call_api(url: str, token_url: str, client_id: str, client_secret: str) -> object:
    def token() -> str:
        r = requests.post(token_url, data={"grant_type": "client_credentials"}, auth=HTTPBasicAuth(client_id, client_secret))
        r.raise_for_status()
        return r.json()["access_token"]
    answer = requests.get(url, auth=Bearer(token()))
    if answer.status_code == 401:
        answer = requests.get(url, auth=Bearer(token()))
    answer.raise_for_status()
    return answer.json()

def all_items(url: str) -> list:
    items, pages = [], []
    while url:
        r = requests.get(url)
        r.raise_for_status()
        if r.text in pages:
            raise ValueError("a circle")
        pages.append(r.text)
        items += r.json()
        url = urljoin(url, r.links["next"]["url"]) if "next" in r.links else None
    return items
