"""Wrong: each 416 is an error.

Loses: resume_reads_ranges
Says: the file was complete
"""
from threading import Thread
from urllib.parse import urljoin
import hashlib
import os
import pickle

import requests
import requests.auth


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
    have = os.path.getsize(path) if os.path.exists(path) else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    response = requests.get(url, headers=headers)
    told = response.headers.get("Content-Range", "")
    response.raise_for_status()
    if response.status_code == 206 and not told.startswith(f"bytes {have}-"):
        raise OSError("wrong part")
    with open(path, "ab" if response.status_code == 206 else "wb") as file:
        file.write(response.content)
    return os.path.getsize(path)


def _into(results, url):
    try:
        r = requests.get(url)
        r.raise_for_status()
        results[url] = r.text
    except requests.RequestException as e:
        results[url] = e


def fetch_all(urls, workers):
    results = {}
    for start in range(0, len(urls), workers):
        batch = [Thread(target=_into, args=(results, url)) for url in urls[start:start + workers]]
        for thread in batch:
            thread.start()
        for thread in batch:
            thread.join()
    return results


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
