"""Wrong: the texts come back in a list.

Loses: fetch_all_fetches
Points: 18
Says: a dict from each URL to its text
"""
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin
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


def _fetch(url):
    try:
        response = requests.get(url)
        response.raise_for_status()
        return response.text
    except requests.RequestException as error:
        return error


def fetch_all(urls, workers):
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(_fetch, urls))


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
