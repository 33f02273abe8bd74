"""Wrong: no status of a page is looked at.

Loses: all_items_raises
Says: raised another exception than it should
"""
from urllib.parse import urljoin
import concurrent.futures
import os

import requests


def all_items(url):
    items, visited = [], set()
    while url:
        if url in visited:
            raise ValueError("circle")
        visited.add(url)
        response = requests.get(url)
        items.extend(response.json())
        following = response.links.get("next")
        url = urljoin(response.url, following["url"]) if following else None
    return items


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
