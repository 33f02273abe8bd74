"""Wrong: an error empties the cache.

Loses: cached_get_raises
Says: which it had got before the
"""
import asyncio
import os
import re
import urllib.parse

import requests


def all_items(url, visited=()):
    if url in visited:
        raise ValueError("circle")
    answer = requests.get(url)
    answer.raise_for_status()
    following = answer.links.get("next", {}).get("url")
    if not following:
        return answer.json()
    return answer.json() + all_items(urllib.parse.urljoin(answer.url, following), (*visited, url))


def cached_get(url, cache):
    known = cache.pop(url, None)
    response = requests.get(url, headers={"If-None-Match": known[0]} if known else None)
    response.raise_for_status()
    if response.status_code == 304:
        cache[url] = known
    elif "ETag" in response.headers:
        cache[url] = response.headers["ETag"], response.text
    return cache[url][1] if url in cache else response.text


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


def _api(url, token_url, client_id, client_secret):
    got = requests.post(
        token_url,
        data={"grant_type": "client_credentials", "scope": ""},
        auth=requests.auth.HTTPBasicAuth(client_id, client_secret),
        headers={"Accept": "application/json"},
    )
    got.raise_for_status()
    response = requests.get(url, headers={"Authorization": "Bearer %s" % got.json()["access_token"]})
    response.raise_for_status()
    return response.json()


def call_api(url, token_url, client_id, client_secret):
    try:
        return _api(url, token_url, client_id, client_secret)
    except requests.HTTPError as error:
        if error.response.url != url or error.response.status_code != 401:
            raise
        return _api(url, token_url, client_id, client_secret)
