"""Wrong: a URL that failed has no key.

Loses: fetch_all_keeps_errors
Says: has no key for the URL
"""
import os
import queue
import shutil
import tempfile
import threading
import urllib.parse

import requests
import requests.auth


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
    todo, results = queue.Queue(), {}

    def work():
        for url in iter(todo.get, None):
            try:
                response = requests.get(url)
                response.raise_for_status()
                results[url] = response.text
            except requests.RequestException:
                print("failed:", url)

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for url in list(urls) + [None] * workers:
        todo.put(url)
    for thread in threads:
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
