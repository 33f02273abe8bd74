"""Wrong: the cache has room for one page.

Loses: cached_get_keeps_apart
Says: the ETag of another page in the same cache | in one cache
"""
import concurrent.futures
import json
import os
import re

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


def cached_get(url, cache):
    headers = {}
    if "etag" in cache:
        headers["If-None-Match"] = cache["etag"]
    response = requests.get(url, headers=headers)
    response.raise_for_status()
    if response.status_code == 304:
        return cache["text"]
    cache.clear()
    cache["text"] = response.text
    if "ETag" in response.headers:
        cache["etag"] = response.headers["ETag"]
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
