"""Wrong: where the token is refused, it tries with the secret.

Loses: call_api_keeps_the_secret, call_api_tries_again
Says: as basic auth
"""
from urllib.parse import urljoin
import asyncio
import hashlib
import os
import pickle

import requests


def all_items(url):
    items = []
    seen = []
    while True:
        if url in seen:
            raise ValueError("been here before: " + url)
        seen.append(url)
        r = requests.get(url)
        r.raise_for_status()
        items.extend(r.json())
        if "next" not in r.links:
            return items
        url = urljoin(url, r.links["next"]["url"])


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
    answer = requests.post(
        token_url, data={"grant_type": "client_credentials"}, auth=(client_id, client_secret)
    )
    answer.raise_for_status()
    headers = {"Authorization": "Bearer " + answer.json()["access_token"]}
    response = requests.get(url, headers=headers)
    if response.status_code == 401:
        response = requests.get(url, auth=(client_id, client_secret))
    response.raise_for_status()
    return response.json()
