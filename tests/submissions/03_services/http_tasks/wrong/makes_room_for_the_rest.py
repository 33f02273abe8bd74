"""Wrong: resume_download makes the file as long as the page before the rest comes.

Loses: resume_raises
Says: zero bytes
"""
import concurrent.futures
import os
from urllib.parse import urljoin

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
    headers = {}
    if url in cache:
        headers["If-None-Match"] = cache[url][0]
    response = requests.get(url, headers=headers)
    if response.status_code == 304:
        return cache[url][1]
    response.raise_for_status()
    etag = response.headers.get("ETag")
    if etag:
        cache[url] = (etag, response.text)
    else:
        cache.pop(url, None)
    return response.text


def resume_download(url, path):
    have = os.path.getsize(path) if os.path.exists(path) else 0
    r = requests.get(url, headers={"Range": f"bytes={have}-"}, stream=True)
    told = r.headers.get("Content-Range", "")
    if r.status_code == 416 and told == f"bytes */{have}":
        return have
    r.raise_for_status()
    start = have if r.status_code == 206 else 0
    if start and not told.startswith(f"bytes {have}-"):
        raise RuntimeError("wrong Content-Range " + told)
    size = start + int(r.headers["Content-Length"])
    with open(path, "r+b" if start else "wb") as f:
        f.truncate(size)
        f.seek(start)
        for piece in r.iter_content(4096):
            f.write(piece)
    return size


def get_text(url):
    response = requests.get(url)
    response.raise_for_status()
    return response.text


def fetch_all(urls, workers):
    results = {}
    with concurrent.futures.ThreadPoolExecutor(max_workers=workers) as pool:
        futures = {pool.submit(get_text, url): url for url in urls}
        for future in concurrent.futures.as_completed(futures):
            try:
                results[futures[future]] = future.result()
            except Exception as error:
                results[futures[future]] = error
    return results


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
