"""Wrong: copyfileobj() takes a body that is cut short for a whole one.

Loses: resume_raises
Says: The Content-Length promised more bytes
"""
import json
import os
import queue
import shutil
import threading
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
    have = os.path.getsize(path) if os.path.exists(path) else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        if error.code == 416 and error.headers.get("Content-Range") == f"bytes */{have}":
            return have
        raise
    told = answer.headers.get("Content-Range", "")
    if answer.status == 206 and not told.startswith(f"bytes {have}-"):
        raise OSError("wrong part")
    with answer, open(path, "ab" if answer.status == 206 else "wb") as file:
        shutil.copyfileobj(answer, file)
    return os.path.getsize(path)


def fetch_all(urls, workers):
    todo = queue.Queue()
    for url in urls:
        todo.put(url)
    results = {}
    session = requests.Session()

    def work():
        while True:
            try:
                url = todo.get_nowait()
            except queue.Empty:
                return
            try:
                reply = session.get(url)
                reply.raise_for_status()
            except requests.exceptions.RequestException as error:
                results[url] = error
            else:
                results[url] = reply.text

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def call_api(url, token_url, client_id, client_secret):
    """Ask without a token, and get one where it is wanted: twice at most."""
    headers = {}
    for _ in range(3):
        response = requests.get(url, headers=headers)
        if response.status_code != 401:
            break
        form = {"client_secret": client_secret, "client_id": client_id, "grant_type": "client_credentials"}
        answer = requests.request("POST", token_url, data=list(form.items()))
        answer.raise_for_status()
        headers["Authorization"] = " ".join(["Bearer", answer.json()["access_token"]])
    response.raise_for_status()
    return response.json()
