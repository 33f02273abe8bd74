"""Wrong: the keys of the dict are numbers.

Loses: fetch_all_fetches
Points: 18
Says: has no key
"""
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode
import json
import os
import urllib.error
import urllib.request

import requests
import requests.compat


class PageReader:
    def __init__(self, start):
        self.next = start
        self.visited = {}

    def __iter__(self):
        return self

    def __next__(self):
        if not self.next:
            raise StopIteration
        print("GET", self.next)
        reply = requests.get(self.next, headers={"Accept": "application/json"}, timeout=30)
        if not reply.ok:
            reply.raise_for_status()
        if reply.url in self.visited:  # notices it after it has been fetched once more
            raise ValueError("visited twice")
        self.visited[reply.url] = True
        link = reply.links.get("next")
        self.next = requests.compat.urljoin(reply.url, link["url"]) if link else None
        return json.loads(reply.content)


def all_items(url):
    result = list()
    for page in PageReader(url):
        result += page
    print(len(result), "items")
    return result


class Entry:
    def __init__(self, etag, text):
        self.etag = etag
        self.text = text


def cached_get(url, cache):
    entry = cache.get(url, Entry(None, None))
    print("cache has", list(cache))
    response = requests.get(url, headers={"If-None-Match": entry.etag})
    print(response.status_code, response.headers)
    response.raise_for_status()
    if response.status_code == 304:
        return entry.text
    cache[url] = Entry(response.headers.get("ETag"), response.text)
    return cache[url].text


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


def _fetch(url):
    try:
        response = requests.get(url)
        response.raise_for_status()
        return response.text
    except requests.RequestException as error:
        return error


def fetch_all(urls, workers):
    with ThreadPoolExecutor(workers) as pool:
        return dict(enumerate(pool.map(_fetch, urls)))


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
