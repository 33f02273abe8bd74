"""Wrong: the credentials are the auth of a Session, which sends them to both hosts.

Loses: call_api_gets, call_api_keeps_the_secret
Points: 16
Says: A Session that has an auth
"""
from pathlib import Path
import json
import re
import threading

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
    file = Path(path)
    done = file.stat().st_size if file.is_file() else 0
    while True:
        headers = {"Range": f"bytes={done}-"} if done else {}
        with requests.get(url, headers=headers, stream=True) as response:
            told = response.headers.get("Content-Range", "")
            if response.status_code == 416 and done:
                if told == f"bytes */{done}":
                    return done
                done = 0
                continue
            response.raise_for_status()
            if response.status_code == 206:
                found = re.match(r"bytes (\d+)-", told)
                if not found or int(found[1]) != done:
                    done = 0
                    continue
            elif done:
                done = 0
            with file.open("r+b" if file.exists() else "wb") as out:
                out.seek(done)
                out.truncate()
                for piece in response.iter_content(8192):
                    out.write(piece)
                return out.tell()


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


def call_api(url, token_url, client_id, client_secret):
    session = requests.Session()
    session.auth = (client_id, client_secret)
    for _ in range(2):
        answer = session.post(token_url, data={"grant_type": "client_credentials"})
        answer.raise_for_status()
        session.headers["Authorization"] = "Bearer " + answer.json()["access_token"]
        response = session.get(url)
        if response.status_code != 401:
            break
    response.raise_for_status()
    return response.json()
