"""Wrong: whatever link a page has is followed.

Loses: all_items_reads_links
Says: Only next leads on
"""
from threading import Thread
from urllib.parse import urljoin
import os
import re
import shutil
import tempfile

import requests
import requests.auth


def all_items(url):
    items, visited = [], set()
    while url:
        if url in visited:
            raise ValueError("circle")
        visited.add(url)
        response = requests.get(url)
        response.raise_for_status()
        items += response.json()
        found = re.search("<(.*?)>", response.headers.get("Link", ""))
        url = urljoin(response.url, found[1]) if found else None
    return items


def cached_get(url, cache):
    session = requests.Session()
    request = requests.Request("GET", url)
    if (url, "etag") in cache:
        request.headers["If-None-Match"] = cache[url, "etag"].encode()
    reply = session.send(session.prepare_request(request))
    match reply.status_code:
        case 304:
            return cache[url, "text"]
        case code if code >= 400:
            raise requests.HTTPError(code)
    cache.pop((url, "etag"), None)
    if reply.headers.get("Etag"):
        cache[url, "etag"] = reply.headers["Etag"]
        cache[url, "text"] = reply.content.decode()
    return reply.content.decode()


def resume_download(url, path):
    folder = os.path.dirname(path)
    have = os.path.getsize(path) if os.path.exists(path) else 0
    session = requests.Session()
    if have:
        session.headers["range"] = f"bytes={have}-"
    reply = session.get(url, stream=True)
    if reply.status_code == 416:
        size = reply.headers.get("Content-Range", "").rpartition("/")[2]
        if size == str(have):
            return have
        del session.headers["range"]
        reply = session.get(url, stream=True)
    reply.raise_for_status()
    with tempfile.NamedTemporaryFile("wb", dir=folder, delete=False) as out:
        if reply.status_code == 206:
            start = reply.headers.get("Content-Range", "bytes ?-").split()[1].split("-")[0]
            if start != str(have):
                os.remove(out.name)
                raise IOError("not the part that was asked for")
            with open(path, "rb") as old:
                shutil.copyfileobj(old, out)
        for piece in reply.iter_content(chunk_size=1024):
            out.write(piece)
        size = out.tell()
    os.replace(out.name, path)
    return size


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
