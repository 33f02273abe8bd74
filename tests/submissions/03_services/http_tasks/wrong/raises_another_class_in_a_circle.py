"""Wrong: a circle raises RuntimeError.

Loses: all_items_circle
Says: another exception than it should
"""
from pathlib import Path
from threading import Thread
from urllib.parse import urljoin
import re

import requests


def all_items(url):
    items, visited = [], set()
    while url:
        if url in visited:
            raise RuntimeError("circle")
        visited.add(url)
        response = requests.get(url)
        response.raise_for_status()
        items.extend(response.json())
        following = response.links.get("next")
        url = urljoin(response.url, following["url"]) if following else None
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
