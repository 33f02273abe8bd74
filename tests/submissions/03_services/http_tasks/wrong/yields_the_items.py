"""Wrong: a yield makes a generator of the function.

Loses: all_items_follows
Points: 16
Says: There is a yield in the function
"""
from urllib.parse import urljoin
import os
import threading

import requests


def all_items(url):
    visited = set()
    while url:
        if url in visited:
            raise ValueError("circle")
        visited.add(url)
        response = requests.get(url)
        response.raise_for_status()
        yield from response.json()
        following = response.links.get("next")
        url = urljoin(url, following["url"]) if following else None


def cached_get(url, cache):
    session = requests.Session()
    request = requests.Request("GET", url)
    if (url, "etag") in cache:
        request.headers["If-None-Match"] = cache[url, "etag"].encode()
    reply = session.send(session.prepare_request(request))
    match reply.status_code:
        case 304:
            return cache[url, "text"]
        case code if code >= 400:
            raise requests.HTTPError(code)
    cache.pop((url, "etag"), None)
    if reply.headers.get("Etag"):
        cache[url, "etag"] = reply.headers["Etag"]
        cache[url, "text"] = reply.content.decode()
    return reply.content.decode()


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
