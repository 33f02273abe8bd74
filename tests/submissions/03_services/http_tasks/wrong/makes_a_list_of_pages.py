"""Wrong: the pages are appended as lists.

Loses: all_items_follows
Says: list of pages, each a list by itself
"""
from urllib.parse import urljoin
import hashlib
import http.client
import os
import pickle
import threading
import urllib.parse

import requests


def all_items(url):
    result = []
    visited = set()
    while url:
        if url in visited:
            raise ValueError(url)
        visited.add(url)
        response = requests.get(url)
        response.raise_for_status()
        result.append(response.json())
        following = response.links.get("next")
        url = following and urljoin(response.url, following["url"])
    return result


def cached_get(url, cache):
    key = hashlib.sha256(url.encode()).hexdigest()
    etag, text = pickle.loads(cache[key]) if key in cache else (None, None)
    headers = {"Cache-Control": "no-cache"}
    if etag is not None:
        headers["If-None-Match"] = etag
    response = requests.Session().get(url, headers=headers)
    if response.status_code == 304:
        return text
    if response.status_code >= 400:
        response.raise_for_status()
    cache[key] = pickle.dumps((response.headers.get("ETag"), response.text))
    return response.text


def resume_download(url, path):
    have = os.path.getsize(path) if os.path.exists(path) else 0
    r = requests.get(url, headers={"Range": f"bytes={have}-"})
    told = r.headers.get("Content-Range", "")
    if r.status_code == 416:
        if told == f"bytes */{have}":
            return have
        r.raise_for_status()
    r.raise_for_status()
    if r.status_code == 206:
        if not told.startswith(f"bytes {have}-"):
            raise RuntimeError("wrong Content-Range " + told)
        mode = "ab"
    else:
        mode = "wb"
    with open(path, mode) as f:
        f.write(r.content)
    return os.stat(path).st_size


class Slots:
    """So many may be inside at a time."""

    def __init__(self, count):
        self.free = count
        self.changed = threading.Condition()

    def __enter__(self):
        with self.changed:
            self.changed.wait_for(lambda: self.free > 0)
            self.free -= 1

    def __exit__(self, *_):
        with self.changed:
            self.free += 1
            self.changed.notify()


def _get(url):
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    try:
        connection.request("GET", parts.path)
        response = connection.getresponse()
        if response.status >= 400:
            raise requests.HTTPError("%d %s" % (response.status, response.reason))
        return response.read().decode("utf-8")
    finally:
        connection.close()


def fetch_all(urls, workers):
    slots, answers = Slots(workers), {}

    def run(url):
        with slots:
            try:
                answers[url] = _get(url)
            except (OSError, http.client.HTTPException) as error:
                answers[url] = error

    threads = {url: threading.Thread(target=run, args=[url]) for url in urls}
    for thread in threads.values():
        thread.start()
    for thread in threads.values():
        thread.join()
    return answers


def get_token(token_url, client_id, client_secret):
    r = requests.post(token_url, data={"grant_type": "client_credentials"}, auth=(client_id, client_secret))
    r.raise_for_status()
    return r.json()["access_token"]


def call_api(url, token_url, client_id, client_secret):
    token = get_token(token_url, client_id, client_secret)
    r = requests.get(url, headers={"Authorization": "Bearer " + token})
    if r.status_code == 401:
        token = get_token(token_url, client_id, client_secret)
        r = requests.get(url, headers={"Authorization": "Bearer " + token})
    r.raise_for_status()
    return r.json()
