"""Wrong: the entry is taken out of the cache, and put back only with a 200.

Loses: cached_get_remembers
Points: 19
Says: the page was still the same, and its ETag with it
"""
import os
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin

import requests

TOKENS = {}


def all_items(url):
    items, visited = [], set()
    while url:
        if url in visited:
            raise ValueError(url)
        visited.add(url)
        response = requests.get(url, timeout=10)
        response.raise_for_status()
        items += response.json()
        link = response.links.get("next")
        url = urljoin(response.url, link["url"]) if link else None
    return items


def cached_get(url, cache):
    etag, text = cache.pop(url, (None, None))
    response = requests.get(url, headers={"If-None-Match": etag}, timeout=10)
    if response.status_code == 304:
        return text
    response.raise_for_status()
    cache[url] = response.headers.get("ETag"), response.text
    return response.text


def resume_download(url, path):
    size = os.path.getsize(path) if os.path.exists(path) else 0
    headers = {"Range": f"bytes={size}-", "Accept-Encoding": "identity"}
    with requests.get(url, headers=headers, stream=True, timeout=10) as response:
        told = response.headers.get("Content-Range", "")
        if response.status_code == 416 and told == f"bytes */{size}":
            return size
        response.raise_for_status()
        is_part = response.status_code == 206
        if is_part and not told.startswith(f"bytes {size}-"):
            raise ValueError(told)
        with open(path, "ab" if is_part else "wb") as file:
            for piece in response.iter_content(65536):
                file.write(piece)
    return os.path.getsize(path)


def fetch_all(urls, workers):
    def fetch(url):
        try:
            response = requests.get(url, timeout=10)
            response.raise_for_status()
            return response.text
        except Exception as error:
            return error

    with ThreadPoolExecutor(workers) as pool:
        return dict(zip(urls, pool.map(fetch, urls)))


def get_token(token_url, client_id, client_secret):
    form = {"grant_type": "client_credentials"}
    response = requests.post(token_url, data=form, auth=(client_id, client_secret), timeout=10)
    response.raise_for_status()
    return response.json()["access_token"]


def get_with(url, token):
    return requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=10)


def call_api(url, *client):
    if client not in TOKENS:
        TOKENS[client] = get_token(*client)
    response = get_with(url, TOKENS[client])
    if response.status_code == 401:
        TOKENS[client] = get_token(*client)
        response = get_with(url, TOKENS[client])
    response.raise_for_status()
    return response.json()
