"""Wrong: a 200 is taken for an error.

Loses: resume_starts_over
Says: raised
"""
from urllib.parse import urljoin
import asyncio
import os

import requests


def pages(url):
    session = requests.Session()
    visited = set()
    while url is not None:
        if url in visited:
            raise ValueError(f"page {url!r} came twice")
        visited.add(url)
        response = session.get(url)
        response.raise_for_status()
        yield response.json()
        link = response.links.get("next")
        url = urljoin(response.url, link["url"]) if link else None


def all_items(url):
    return [item for page in pages(url) for item in page]


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
    headers = {"Range": f"bytes={have}-"} if have else {}
    response = requests.get(url, headers=headers)
    told = response.headers.get("Content-Range", "")
    if response.status_code == 416 and told == f"bytes */{have}":
        return have
    response.raise_for_status()
    if have and response.status_code != 206:
        raise OSError("no part came")
    if response.status_code == 206 and not told.startswith(f"bytes {have}-"):
        raise OSError("wrong part")
    with open(path, "ab" if response.status_code == 206 else "wb") as file:
        file.write(response.content)
    return os.path.getsize(path)


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
