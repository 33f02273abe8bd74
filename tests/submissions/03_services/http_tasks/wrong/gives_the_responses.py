"""Wrong: whole responses come back, of the cache and of the API.

Loses: cached_get_remembers
Points: 16
Says: The Response object came back
"""
from urllib.parse import urljoin
import os
import queue
import threading

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
    old = cache.get(url)
    etag = old.headers.get("ETag") if old is not None else None
    new = requests.get(url, headers={"If-None-Match": etag})
    new.raise_for_status()
    if new.status_code == 304:
        return old
    cache[url] = new
    return new


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


def fetch_all(urls, workers):
    todo = queue.Queue()
    for url in urls:
        todo.put(url)
    results = {}
    session = requests.Session()

    def work():
        while True:
            try:
                url = todo.get_nowait()
            except queue.Empty:
                return
            try:
                reply = session.get(url)
                reply.raise_for_status()
            except requests.exceptions.RequestException as error:
                results[url] = error
            else:
                results[url] = reply.text

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
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
