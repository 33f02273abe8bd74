"""Wrong: all_items ends after ten pages.

Loses: all_items_follows
Says: did not ask for page 11 of 12
"""
import os
import sys
import typing
from multiprocessing.pool import ThreadPool
from urllib.parse import urljoin, urlsplit
import requests

T = 20

def log(*a):
    print(*a, file=sys.stderr, flush=True)


def cached_get(url, cache):
    old_tag, old_text = cache.get(url, (None, None))
    r = requests.get(url, headers={"If-None-Match": old_tag}, timeout=T)
    r.raise_for_status()
    if r.status_code == 304:
        return old_text
    assert r.status_code == 200, r.status_code
    cache[url] = r.headers.get("ETag"), r.text
    return r.text

def resume_download(url, path):
    size = os.path.getsize(path) if os.path.isfile(path) else 0
    def get(start):
        h = {"Accept-Encoding": "identity"}
        if start:
            h["Range"] = f"bytes={start}-"
        return requests.get(url, headers=h, stream=True, timeout=T)
    r = get(size)
    crange = r.headers.get("Content-Range", "").strip().lower()
    log(r.status_code, crange)
    if r.status_code == 416:
        if size and crange == f"bytes */{size}":
            return size
        r.close(); size = 0
        r = get(0)
    elif r.status_code == 206 and not crange.startswith(f"bytes {size}-"):
        r.close(); size = 0
        r = get(0)
    r.raise_for_status()
    if r.status_code == 200:
        size = 0
    f = open(path, "ab")
    try:
        f.truncate(size)
        for x in r.iter_content(4096):
            f.write(x)
        return f.tell()
    finally:
        f.close()
        r.close()

def _fetch(url) -> typing.Union[str, Exception]:
    try:
        with requests.Session() as s:
            r = s.get(url, timeout=T)
            r.raise_for_status()
            return r.text
    except requests.RequestException as e:
        log("failed", url, e)
        return e

def fetch_all(urls, workers):
    out = {}
    for i in range(0, len(urls), workers):
        batch = urls[i:i + workers]
        with ThreadPool(len(batch)) as pool:
            out |= zip(batch, pool.map(_fetch, batch))
    return out

def call_api(url, token_url, client_id, client_secret):
    assert urlsplit(url).netloc != urlsplit(token_url).netloc
    auth, api = requests.Session(), requests.Session()
    auth.auth = (client_id, client_secret)
    def fresh():
        t = auth.post(token_url, data="grant_type=client_credentials", headers={"Content-Type": "application/x-www-form-urlencoded"})
        t.raise_for_status()
        api.headers["Authorization"] = "Bearer " + t.json().get("access_token")
    fresh()
    r = api.get(url)
    if r.status_code == 401:
        fresh()
        r = api.get(url)
    r.raise_for_status()
    return r.json()

def all_items(url):
    seen, result = set(), []
    for _ in range(10):
        if url in seen:
            raise ValueError(url)
        seen.add(url)
        r = requests.get(url, timeout=T)
        r.raise_for_status()
        result += r.json()
        if "next" not in r.links:
            break
        url = urljoin(url, r.links["next"]["url"])
    return result
