"""Wrong: what is stored is never replaced.

Loses: cached_get_replaces
Says: did not send the ETag of the page, which came with the last 200
"""
from urllib.parse import urljoin
import os
import re
import shutil
import tempfile
import threading

import requests
import requests.auth


LINK = re.compile(r"<([^>]*)>([^<]*)")


def next_url(response):
    """Parse the Link header by hand."""
    for target, parameters in LINK.findall(response.headers.get("Link", "")):
        for parameter in re.split("[;,]", parameters):
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "rel" and "next" in value.strip(" \"'").lower().split():
                return urljoin(response.url, target)
    return None


def all_items(url):
    collected, been = [], set()
    while url:
        if url in been:
            raise ValueError("these pages go round in a circle")
        been.add(url)
        response = requests.request("GET", url)
        if response.status_code >= 400:
            raise requests.HTTPError(f"{response.status_code} for {url}", response=response)
        for item in response.json():
            collected.append(item)
        url = next_url(response)
    return collected


def cached_get(url, cache):
    etag, text = cache.get(url, (None, None))
    response = requests.get(url, headers={"If-None-Match": etag})
    response.raise_for_status()
    if response.status_code == 304:
        return text
    cache.setdefault(url, (response.headers.get("ETag"), response.text))
    return response.text


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
