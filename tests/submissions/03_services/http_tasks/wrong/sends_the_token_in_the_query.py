"""Wrong: the token is a parameter of the query.

Loses: call_api_gets
Says: not in the header Authorization
"""
import os
import threading
import urllib.parse

import requests


def all_items(url, visited=()):
    if url in visited:
        raise ValueError("circle")
    answer = requests.get(url)
    answer.raise_for_status()
    following = answer.links.get("next", {}).get("url")
    if not following:
        return answer.json()
    return answer.json() + all_items(urllib.parse.urljoin(answer.url, following), (*visited, url))


def cached_get(url, cache):
    etags = cache.setdefault("etags", {})
    texts = cache.setdefault("texts", {})
    known = etags.get(url)
    r = requests.get(url, headers={"if-none-match": known} if known else None)
    r.raise_for_status()
    if r.status_code == requests.codes.not_modified:
        return texts[url]
    texts[url] = r.text
    etags.pop(url, None)
    if "etag" in r.headers:
        etags[url] = r.headers["etag"]
    return r.text


def resume_download(url, path):
    have = os.path.getsize(path) if os.path.exists(path) else 0
    r = requests.get(url, headers={"Range": f"bytes={have}-"})
    told = r.headers.get("Content-Range", "")
    if r.status_code == 416:
        if told == f"bytes */{have}":
            return have
        r.raise_for_status()
    r.raise_for_status()
    if r.status_code == 206:
        if not told.startswith(f"bytes {have}-"):
            raise RuntimeError("wrong Content-Range " + told)
        mode = "ab"
    else:
        mode = "wb"
    with open(path, mode) as f:
        f.write(r.content)
    return os.stat(path).st_size


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
        response = requests.get(url, params={"access_token": token})
        if response.status_code != 401:
            break
    response.raise_for_status()
    return response.json()
