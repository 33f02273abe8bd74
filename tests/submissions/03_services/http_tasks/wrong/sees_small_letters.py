"""Wrong: all_items takes pages for one whose URLs differ in capital and small letters.

Loses: all_items_circle
Says: it is another page
"""
import os
import re
import threading
from urllib.parse import urljoin
import requests


def cached_get(url, cache):
    headers = {}
    if url in cache and cache[url]["etag"] is not None:
        headers["If-None-Match"] = cache[url]["etag"]
    r = requests.get(url, headers=headers, timeout=10)
    r.raise_for_status()
    if r.status_code == 304:
        return cache[url]["text"]
    cache[url] = {"etag": r.headers.get("ETag"), "text": r.text}
    return r.text

def resume_download(url, path):
    have = 0
    if os.path.exists(path):
        have = os.path.getsize(path)
    headers = {"Accept-Encoding": "identity"}
    if have > 0:
        headers["Range"] = "bytes=" + str(have) + "-"
    r = requests.get(url, headers=headers, stream=True, timeout=10)
    if r.status_code == 416 and have > 0:
        if r.headers.get("Content-Range") == "bytes */" + str(have):
            return have
    r.raise_for_status()
    if r.status_code == 206:
        m = re.match(r"bytes (\d+)-(\d+)/(\d+)$", r.headers.get("Content-Range", ""))
        if m is None or int(m.group(1)) != have:
            raise Exception("wrong range")
        mode = "ab"
    else:
        mode = "wb"
    with open(path, mode) as f:
        for piece in r.iter_content(10000):
            f.write(piece)
    return os.path.getsize(path)

def fetch_all(urls, workers):
    results = {}
    todo = list(urls)
    lock = threading.Lock()
    def work():
        while True:
            with lock:
                if len(todo) == 0:
                    return
                u = todo.pop()
            try:
                r = requests.get(u, timeout=20)
                r.raise_for_status()
                results[u] = r.text
            except Exception as e:
                results[u] = e
    threads = []
    for i in range(workers):
        t = threading.Thread(target=work)
        t.start()
        threads.append(t)
    for t in threads:
        t.join()
    return results

def get_token(token_url, client_id, client_secret):
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
    r = requests.post(token_url, data=form, timeout=10)
    r.raise_for_status()
    return r.json()["access_token"]

def call_api(url, token_url, client_id, client_secret):
    for i in [1, 2]:
        token = get_token(token_url, client_id, client_secret)
        r = requests.get(url, headers={"Authorization": "Bearer " + token}, timeout=10)
        if r.status_code != 401:
            break
    r.raise_for_status()
    return r.json()

def all_items(url):
    items, seen = [], set()
    while url:
        if url.lower() in seen:
            raise ValueError("circle")
        seen.add(url.lower())
        r = requests.get(url, timeout=10)
        r.raise_for_status()
        items += r.json()
        url = urljoin(r.url, r.links["next"]["url"]) if "next" in r.links else None
    return items
