"""Wrong: the secret is a parameter of url as well.

Loses: call_api_keeps_the_secret
Says: It stands in the URL
"""
from urllib.parse import urljoin
import os
import threading
import urllib.error
import urllib.request

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


class Fetcher(threading.Thread):
    def __init__(self, urls, out):
        super().__init__()
        self.urls, self.out = urls, out

    def run(self):
        with requests.Session() as session:
            for url in self.urls:
                try:
                    response = session.get(url)
                    response.raise_for_status()
                    self.out[url] = response.content.decode("utf-8")
                except Exception as error:
                    self.out[url] = error


def fetch_all(urls, workers):
    out = {}
    threads = [Fetcher(urls[n::workers], out) for n in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return out


def call_api(url, token_url, client_id, client_secret):
    for attempt in range(2):
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        answer = requests.post(token_url, data=form)
        answer.raise_for_status()
        token = answer.json()["access_token"]
        response = requests.get(url, params=form, headers={"Authorization": f"Bearer {token}"})
        if response.status_code != 401:
            break
    response.raise_for_status()
    return response.json()
