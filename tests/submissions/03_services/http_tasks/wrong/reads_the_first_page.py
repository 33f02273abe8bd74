"""Wrong: only the first page is asked for.

Loses: all_items_follows
Points: 17
Says: did not ask for page 2
"""
import asyncio
import os

import requests


def all_items(url):
    response = requests.get(url)
    response.raise_for_status()
    return response.json()


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
    head = requests.head(url)
    head.raise_for_status()
    total = int(head.headers["Content-Length"])
    have = os.path.getsize(path) if os.path.isfile(path) else 0
    if have == total:
        return total
    if have > total:
        have = 0
    headers = {"Range": f"bytes={have}-{total - 1}"} if have else {}
    answer = requests.get(url, headers=headers)
    answer.raise_for_status()
    if answer.status_code == 206 and answer.headers["Content-Range"] != f"bytes {have}-{total - 1}/{total}":
        answer = requests.get(url)
        answer.raise_for_status()
    with open(path, "ab" if answer.status_code == 206 else "wb") as file:
        file.write(answer.content)
        return file.tell()


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
    """Ask without a token, and get one where it is wanted: twice at most."""
    headers = {}
    for _ in range(3):
        response = requests.get(url, headers=headers)
        if response.status_code != 401:
            break
        form = {"client_secret": client_secret, "client_id": client_id, "grant_type": "client_credentials"}
        answer = requests.request("POST", token_url, data=list(form.items()))
        answer.raise_for_status()
        headers["Authorization"] = " ".join(["Bearer", answer.json()["access_token"]])
    response.raise_for_status()
    return response.json()
