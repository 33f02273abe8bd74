"""Wrong: the cache is not used at all.

Loses: cached_get_remembers
Points: 17
Says: did not send the ETag
"""
from urllib.parse import urljoin
import os
import queue
import re
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
    response = requests.get(url)
    response.raise_for_status()
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
