"""Wrong: it tries three times.

Loses: call_api_tries_again
Says: refused with a fresh token as well
"""
from urllib.parse import urljoin
import hashlib
import http.client
import os
import pickle
import threading
import urllib.error
import urllib.parse
import urllib.request

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
    try:
        have = os.path.getsize(path)
    except FileNotFoundError:
        have = 0
    request = urllib.request.Request(url)
    if have:
        request.add_header("Range", "bytes=%d-" % have)
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        if error.code == 416 and error.headers.get("Content-Range") == "bytes */%d" % have:
            return have
        raise
    with answer:
        data = answer.read()
        if answer.status == 206:
            unit, _, told = answer.headers["Content-Range"].partition(" ")
            if int(told.split("-")[0]) != have:
                raise ValueError("the server sent another part: " + told)
        with open(path, "ab" if answer.status == 206 else "wb") as file:
            file.write(data)
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
    for attempt in range(3):
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        answer = requests.post(token_url, data=form)
        answer.raise_for_status()
        token = answer.json()["access_token"]
        response = requests.get(url, headers={"Authorization": f"Bearer {token}"})
        if response.status_code != 401:
            break
    response.raise_for_status()
    return response.json()
