"""Wrong: an async function is called, and nobody awaits it.

Loses: fetch_all_fetches
Points: 16
Says: A coroutine came back
"""
from urllib.parse import urljoin
import asyncio
import os
import re

import requests


LINK = re.compile(r"<([^>]*)>([^<]*)")


def next_url(response):
    """Parse the Link header by hand."""
    for target, parameters in LINK.findall(response.headers.get("Link", "")):
        for parameter in re.split("[;,]", parameters):
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "rel" and "next" in value.strip(" \"'").lower().split():
                return urljoin(response.url, target)
    return None


def all_items(url):
    collected, been = [], set()
    while url:
        if url in been:
            raise ValueError("these pages go round in a circle")
        been.add(url)
        response = requests.request("GET", url)
        if response.status_code >= 400:
            raise requests.HTTPError(f"{response.status_code} for {url}", response=response)
        for item in response.json():
            collected.append(item)
        url = next_url(response)
    return collected


def cached_get(url, cache):
    old = cache.get(url)
    with requests.Session() as session:
        if old is not None and "ETag" in old.headers:
            session.headers["If-None-Match"] = old.headers["ETag"]
        new = session.get(url)
    new.raise_for_status()
    if new.status_code != 304:
        cache[url] = old = new
    return old.text


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


async def fetch_all(urls, workers):
    gate = asyncio.Semaphore(workers)

    async def fetch(url):
        async with gate:
            response = await asyncio.to_thread(requests.get, url)
            response.raise_for_status()
            return response.text

    results = await asyncio.gather(*map(fetch, urls), return_exceptions=True)
    return dict(zip(urls, results))


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
