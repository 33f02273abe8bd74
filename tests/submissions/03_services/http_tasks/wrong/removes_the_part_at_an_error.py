"""Wrong: the part is removed when anything fails.

Loses: resume_raises
Says: The part is gone
"""
from urllib.parse import urljoin
import os
import threading

import requests
import requests.auth


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
    have = os.path.getsize(path) if os.path.exists(path) else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    response = requests.get(url, headers=headers)
    told = response.headers.get("Content-Range", "")
    if response.status_code == 416 and told == f"bytes */{have}":
        return have
    if response.status_code >= 400:
        if have:
            os.remove(path)
        response.raise_for_status()
    if response.status_code == 206 and not told.startswith(f"bytes {have}-"):
        raise OSError("wrong part")
    with open(path, "ab" if response.status_code == 206 else "wb") as file:
        file.write(response.content)
    return os.path.getsize(path)


def fetch_all(urls, workers):
    limit = threading.BoundedSemaphore(workers)
    lock = threading.Lock()
    done = {}

    def fetch(url):
        with limit:
            try:
                response = requests.get(url, timeout=10)
                if response.status_code >= 400:
                    response.raise_for_status()
                value = response.text
            except Exception as problem:
                value = problem
        with lock:
            done[url] = value

    threads = []
    for url in set(urls):
        thread = threading.Thread(target=fetch, args=(url,), daemon=True)
        threads.append(thread)
        thread.start()
    [thread.join() for thread in threads]
    return done


class BearerAuth(requests.auth.AuthBase):
    def __init__(self, token_url, credentials):
        self.token_url = token_url
        self.credentials = credentials
        self.token = None

    def renew(self):
        with requests.Session() as session:
            session.auth = self.credentials
            response = session.post(self.token_url, data={"grant_type": "client_credentials"})
        response.raise_for_status()
        self.token = response.json()["access_token"]

    def __call__(self, request):
        if self.token is None:
            self.renew()
        request.headers["Authorization"] = f"bearer {self.token}"
        return request


def call_api(url, token_url, client_id, client_secret):
    auth = BearerAuth(token_url, (client_id, client_secret))
    response = requests.get(url, auth=auth)
    if response.status_code == 401:
        auth.token = None
        response = requests.get(url, auth=auth)
    response.raise_for_status()
    return response.json()
