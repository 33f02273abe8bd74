"""Wrong: fetch_all gives every URL the exception of one that failed.

Loses: fetch_all_keeps_errors
Says: each URL has a result of its own
Never says: is no kind of
"""
import asyncio
import http.client
import os
import threading
import urllib.parse
import urllib.request
import urllib.error
import requests

class Circle(ValueError):
    pass

def all_items(url, _seen=frozenset()):
    if url in _seen:
        raise Circle(url)
    r = requests.get(url)
    r.raise_for_status()
    link = r.links.get("next")
    if link is None:
        return r.json()
    return [*r.json(), *all_items(urllib.parse.urljoin(url, link["url"]), _seen | {url})]

def cached_get(url, cache):
    etags = cache.setdefault("etags", {})
    texts = cache.setdefault("texts", {})
    session = requests.Session()
    if (tag := etags.get(url)) is not None:
        session.headers["If-None-Match"] = tag
    r = session.get(url)
    if r.status_code == requests.codes.not_modified:
        return texts[url]
    r.raise_for_status()
    texts[url] = r.text
    if "ETag" in r.headers:
        etags[url] = r.headers["ETag"]
    else:
        etags.pop(url, None)
    return r.text

def resume_download(url, path):
    try:
        start = os.stat(path).st_size
    except FileNotFoundError:
        start = 0
    req = urllib.request.Request(url)
    if start:
        req.add_header("Range", "bytes=%d-" % start)
    try:
        resp = urllib.request.urlopen(req, timeout=10)
    except urllib.error.HTTPError as e:
        with e:
            if e.code == 416 and start and e.headers.get("Content-Range", "").strip() == "bytes */%d" % start:
                return start
            if e.code == 416:
                raise
            raise
    with resp:
        if resp.status == 206:
            cr = resp.headers.get("Content-Range", "")
            if not cr.startswith("bytes %d-" % start):
                raise OSError("wrong Content-Range " + cr)
            f = open(path, "r+b") if start else open(path, "wb")
            f.seek(start)
        else:
            f = open(path, "wb")
            start = 0
        with f:
            want = resp.headers["Content-Length"]
            got = 0
            while True:
                data = resp.read(1000)
                if not data:
                    break
                f.write(data)
                got += len(data)
            f.truncate()
            if want is not None and got < int(want):
                raise http.client.IncompleteRead(b"", int(want) - got)
            return start + got

async def _all(urls, workers):
    gate = asyncio.Semaphore(workers)
    loop = asyncio.get_running_loop()
    def blocking(u):
        box = loop.create_future()
        def run():
            try:
                r = requests.get(u, timeout=30)
                r.raise_for_status()
                value = r.text
            except Exception as e:
                value = e
            loop.call_soon_threadsafe(box.set_result, value)
        threading.Thread(target=run, daemon=True).start()
        return box
    async def one(u):
        async with gate:
            return u, await blocking(u)
    return dict(await asyncio.gather(*map(one, urls)))


TOKENS = {}

def call_api(url, token_url, client_id, client_secret, again=True):
    key = (token_url, client_id, client_secret)
    if key not in TOKENS:
        r = requests.post(token_url, data={"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret})
        r.raise_for_status()
        TOKENS[key] = r.json()["access_token"]
    r = requests.get(url, headers={"Authorization": f"Bearer {TOKENS[key]}"})
    if r.status_code == 401:
        del TOKENS[key]
        if again:
            return call_api(url, token_url, client_id, client_secret, False)
    r.raise_for_status()
    return r.json()

def fetch_all(urls, workers):
    def get(u):
        r = requests.get(u, timeout=30)
        r.raise_for_status()
        return r.text
    async def run():
        gate = asyncio.Semaphore(workers)
        async def one(u):
            async with gate:
                return await asyncio.to_thread(get, u)
        try:
            texts = await asyncio.gather(*map(one, urls))
        except requests.RequestException as e:
            return {u: e for u in urls}
        return dict(zip(urls, texts))
    return asyncio.run(run())
