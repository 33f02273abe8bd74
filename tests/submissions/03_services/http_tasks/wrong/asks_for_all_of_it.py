"""Wrong: no Range is sent, and the whole page is loaded again.

Loses: resume_continues
Points: 17
Says: did not ask for the rest
"""
from urllib.parse import urlencode
from urllib.parse import urljoin
import http.client
import json
import os
import threading
import urllib.parse

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
    with requests.get(url, stream=True) as response:
        response.raise_for_status()
        with open(path, "wb") as file:
            for piece in response.iter_content(65536):
                file.write(piece)
    return os.path.getsize(path)


class Slots:
    """So many may be inside at a time."""

    def __init__(self, count):
        self.free = count
        self.changed = threading.Condition()

    def __enter__(self):
        with self.changed:
            self.changed.wait_for(lambda: self.free > 0)
            self.free -= 1

    def __exit__(self, *_):
        with self.changed:
            self.free += 1
            self.changed.notify()


def _get(url):
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    try:
        connection.request("GET", parts.path)
        response = connection.getresponse()
        if response.status >= 400:
            raise requests.HTTPError("%d %s" % (response.status, response.reason))
        return response.read().decode("utf-8")
    finally:
        connection.close()


def fetch_all(urls, workers):
    slots, answers = Slots(workers), {}

    def run(url):
        with slots:
            try:
                answers[url] = _get(url)
            except (OSError, http.client.HTTPException) as error:
                answers[url] = error

    threads = {url: threading.Thread(target=run, args=[url]) for url in urls}
    for thread in threads.values():
        thread.start()
    for thread in threads.values():
        thread.join()
    return answers


def call_api(url, token_url, client_id, client_secret):
    api = requests.Session()

    def authorize():
        body = urlencode(dict(grant_type="client_credentials", client_id=client_id, client_secret=client_secret))
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        reply = requests.post(token_url, data=body.encode(), headers=kind)
        if reply.status_code != 200:
            raise requests.HTTPError(f"no token: {reply.status_code} {reply.text}", response=reply)
        api.headers["Authorization"] = "Bearer " + json.loads(reply.text)["access_token"]

    tries = 0
    while True:
        authorize()
        reply = api.get(url)
        tries += 1
        if reply.status_code != 401 or tries == 2:
            reply.raise_for_status()
            return reply.json()
