"""Wrong: the dict holds the futures and not their results.

Loses: fetch_all_fetches
Points: 18
Says: stands for a result
"""
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin
import hashlib
import os
import pickle
import re

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


def _fetch(url):
    response = requests.get(url)
    response.raise_for_status()
    return response.text


def fetch_all(urls, workers):
    pool = ThreadPoolExecutor(workers)
    results = {url: pool.submit(_fetch, url) for url in urls}
    pool.shutdown()
    return results


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
