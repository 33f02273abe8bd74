"""Wrong: nothing ends a circle of pages.

Loses: all_items_circle
Says: went round and round
"""
from urllib.parse import urljoin
import os
import threading

import requests


def all_items(url):
    items = []
    while url:
        response = requests.get(url)
        response.raise_for_status()
        items.extend(response.json())
        url = response.links.get("next", {}).get("url")
        if url:
            url = urljoin(response.url, url)
    return items


def cached_get(url, cache):
    requests.head(url).raise_for_status()
    etag, text = cache.get(url) or ("", "")
    r = requests.get(url, headers=dict([("If-None-Match", etag)] if etag else []))
    r.raise_for_status()
    if r.status_code == 304:
        return text
    cache[url] = [r.headers.get("ETag", ""), r.text]
    return r.text


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


class Fetcher(threading.Thread):
    def __init__(self, urls, out):
        super().__init__()
        self.urls, self.out = urls, out

    def run(self):
        with requests.Session() as session:
            for url in self.urls:
                try:
                    response = session.get(url)
                    response.raise_for_status()
                    self.out[url] = response.content.decode("utf-8")
                except Exception as error:
                    self.out[url] = error


def fetch_all(urls, workers):
    out = {}
    threads = [Fetcher(urls[n::workers], out) for n in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return out


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
