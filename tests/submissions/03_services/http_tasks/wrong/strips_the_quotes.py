"""Wrong: the ETag goes back without its quotes.

Loses: cached_get_remembers
Says: belong to an ETag: it goes back just as it came
"""
from pathlib import Path
from urllib.parse import urljoin
import re
import threading

import requests


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
    etag, text = cache.get(url, (None, ""))
    response = requests.get(url, headers={"If-None-Match": etag} if etag else {})
    response.raise_for_status()
    if response.status_code == 304:
        return text
    etag = response.headers.get("ETag")
    cache[url] = (etag.strip('"') if etag else None, response.text)
    return response.text


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
