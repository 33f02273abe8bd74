"""Wrong: the body of a 200 is appended to the part.

Loses: resume_starts_over
Says: only a 206 goes on where the part ends
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
    headers = {"Range": f"bytes={have}-"} if have else {}
    response = requests.get(url, headers=headers)
    told = response.headers.get("Content-Range", "")
    if response.status_code == 416 and told == f"bytes */{have}":
        return have
    response.raise_for_status()
    if response.status_code == 206 and not told.startswith(f"bytes {have}-"):
        raise OSError("wrong part")
    with open(path, "ab") as file:
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


TOKENS = {}


def fresh_token(token_url, client_id, client_secret):
    form = {
        "grant_type": "client_credentials",
        "client_id": client_id,
        "client_secret": client_secret,
    }
    answer = requests.post(token_url, form)
    answer.raise_for_status()
    TOKENS[token_url, client_id] = answer.json()["access_token"]
    return TOKENS[token_url, client_id]


def call_api(url, token_url, client_id, client_secret):
    token = TOKENS.get((token_url, client_id)) or fresh_token(token_url, client_id, client_secret)
    answer = requests.get(url, headers={"Authorization": f"Bearer {token}"})
    if answer.status_code == 401:
        token = fresh_token(token_url, client_id, client_secret)
        answer = requests.get(url, headers={"Authorization": f"Bearer {token}"})
    answer.raise_for_status()
    return answer.json()
