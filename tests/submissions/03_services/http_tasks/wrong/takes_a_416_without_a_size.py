"""Wrong: a 416 that tells no size is taken for one that says that nothing is missing.

Loses: resume_reads_ranges
Says: A 416 says that the file is complete only where its Content-Range is bytes */SIZE
"""
import itertools
import os
import threading

import requests


def _raise(response, *args, **kwargs):
    response.raise_for_status()


def all_items(url, _before=frozenset()):
    if url in _before:
        raise ValueError("in a circle")
    page = requests.get(url, hooks={"response": _raise})
    items = page.json()
    if "next" in page.links:
        items = items + all_items(requests.compat.urljoin(url, page.links["next"]["url"]), _before | {url})
    return items


def cached_get(url, cache):
    entry = cache.setdefault("pages", {}).setdefault(url, {})
    headers = {"If-None-Match": entry["etag"]} if entry.get("etag") else None
    response = requests.get(url, headers=headers, hooks={"response": _raise})
    if response.status_code != 304:
        entry.clear()
        entry.update(etag=response.headers.get("etag"), text=response.text)
    return entry["text"]


def resume_download(url, path):
    have = os.path.getsize(path) if os.path.exists(path) else 0
    with requests.get(url, headers={"Range": f"bytes={have}-"}, stream=True) as r:
        told = r.headers.get("Content-Range", "")
        if r.status_code == 416:
            total = told.removeprefix("bytes */")
            if total and int(total) != have:
                r.raise_for_status()
            return have
        r.raise_for_status()
        if r.status_code == 206 and not told.startswith(f"bytes {have}-"):
            raise IOError("not the part that was asked for: " + told)
        with open(path, "ab" if r.status_code == 206 else "wb") as f:
            for piece in r.iter_content(4096):
                f.write(piece)
    return os.path.getsize(path)


def fetch_all(urls, workers):
    out = {}

    def work(url):
        try:
            out[url] = requests.get(url, hooks={"response": _raise}).text
        except Exception as e:
            out[url] = e

    urls = iter(dict.fromkeys(urls))
    while batch := list(itertools.islice(urls, workers)):
        threads = [threading.Thread(target=work, args=(url,)) for url in batch]
        [t.start() for t in threads]
        [t.join() for t in threads]
    return out


class Bearer(requests.auth.AuthBase):
    def __init__(self, fetch):
        self.fetch = fetch

    def __call__(self, request):
        request.headers["Authorization"] = f"Bearer {self.fetch()}"
        return request


def call_api(url, token_url, client_id, client_secret):
    def fetch():
        data = dict(client_id=client_id, client_secret=client_secret, grant_type="client_credentials")
        return requests.post(token_url, data, hooks={"response": _raise}).json()["access_token"]

    with requests.Session() as session:
        session.auth = Bearer(fetch)
        for _ in "ab":
            response = session.get(url)
            if response.status_code != 401:
                break
        response.raise_for_status()
        return response.json()
