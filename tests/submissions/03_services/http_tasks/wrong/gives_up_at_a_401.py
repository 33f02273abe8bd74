"""Wrong: a 401 of url is an error like others.

Loses: call_api_tries_again
Says: A token is good for a while only
"""
import asyncio
import json
import os
import re

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


class Entry:
    def __init__(self, etag, text):
        self.etag = etag
        self.text = text


def cached_get(url, cache):
    entry = cache.get(url, Entry(None, None))
    print("cache has", list(cache))
    response = requests.get(url, headers={"If-None-Match": entry.etag})
    print(response.status_code, response.headers)
    response.raise_for_status()
    if response.status_code == 304:
        return entry.text
    cache[url] = Entry(response.headers.get("ETag"), response.text)
    return cache[url].text


def resume_download(url, path):
    """Write each part where its Content-Range says."""
    have = os.path.getsize(path) if os.path.exists(path) else 0
    r = requests.get(url, headers={"Range": "bytes=" + str(have) + "-"} if have > 0 else {})
    if r.status_code == 416 and r.headers.get("Content-Range") == "bytes */" + str(have):
        return have
    r.raise_for_status()
    start = 0
    if r.status_code == 206:
        start = int(re.search("[0-9]+", r.headers["Content-Range"]).group())
        if start > have:
            raise requests.RequestException("there would be a hole in the file")
    with open(path, "a+b") as file:
        file.truncate(start)
        file.write(r.content)
    return start + len(r.content)


async def fetch_one(url, gate):
    async with gate:
        response = await asyncio.to_thread(requests.get, url)
    response.raise_for_status()
    return response.text


async def gather_all(urls, workers):
    gate = asyncio.Semaphore(workers)
    return await asyncio.gather(*(fetch_one(url, gate) for url in urls), return_exceptions=True)


def fetch_all(urls, workers):
    return dict(zip(urls, asyncio.run(gather_all(urls, workers))))


def call_api(url, token_url, client_id, client_secret):
    for attempt in range(1):
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        answer = requests.post(token_url, data=form)
        answer.raise_for_status()
        token = answer.json()["access_token"]
        response = requests.get(url, headers={"Authorization": f"Bearer {token}"})
        if response.status_code != 401:
            break
    response.raise_for_status()
    return response.json()
