"""Wrong: what is in the cache is returned without a request.

Loses: cached_get_remembers
Points: 16
Says: ask it each time
"""
import json
import multiprocessing
import os

import requests
import requests.compat


class PageReader:
    def __init__(self, start):
        self.next = start
        self.visited = {}

    def __iter__(self):
        return self

    def __next__(self):
        if not self.next:
            raise StopIteration
        print("GET", self.next)
        reply = requests.get(self.next, headers={"Accept": "application/json"}, timeout=30)
        if not reply.ok:
            reply.raise_for_status()
        if reply.url in self.visited:  # notices it after it has been fetched once more
            raise ValueError("visited twice")
        self.visited[reply.url] = True
        link = reply.links.get("next")
        self.next = requests.compat.urljoin(reply.url, link["url"]) if link else None
        return json.loads(reply.content)


def all_items(url):
    result = list()
    for page in PageReader(url):
        result += page
    print(len(result), "items")
    return result


def cached_get(url, cache):
    if url not in cache:
        response = requests.get(url)
        response.raise_for_status()
        cache[url] = response.text
    return cache[url]


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


def fetch_text(url):
    try:
        response = requests.get(url)
        response.raise_for_status()
        return response.text
    except requests.HTTPError as error:
        return requests.HTTPError(str(error))
    except requests.RequestException as error:
        return requests.ConnectionError(str(error))


def fetch_all(urls, workers):
    if not urls:
        return {}
    context = multiprocessing.get_context("fork")
    with context.Pool(workers) as pool:
        return dict(zip(urls, pool.map(fetch_text, urls, chunksize=1)))


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
