"""Wrong: fetch_all gives the texts of earlier calls again.

Loses: fetch_all_fetches
Says: It made no request in this call
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

def all_items(url):
    s = requests.Session()
    seen, result = {url}, []
    while True:
        r = s.get(url, timeout=T)
        log(r.status_code, url)
        if not r.ok:
            raise requests.HTTPError(f"status {r.status_code}", response=r)
        result.extend(r.json())
        link = next((l for l in requests.utils.parse_header_links(r.headers.get("link", "")) if l.get("rel") == "next"), None)
        if link is None:
            return result
        url = urljoin(url, link["url"])
        if url in seen:
            raise ValueError("visited before: " + url)
        seen.add(url)

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

_texts = {}

def _fetch(url):
    if url in _texts:
        return _texts[url]
    try:
        r = requests.get(url, timeout=T)
        r.raise_for_status()
    except requests.RequestException as e:
        return e
    _texts[url] = r.text
    return r.text
