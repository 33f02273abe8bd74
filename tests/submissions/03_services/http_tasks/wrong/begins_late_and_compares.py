"""Wrong: the range begins a byte too late, and a 206 that begins there is refused.

Loses: resume_continues
Points: 18
Says: It had asked with Range: bytes=20001-, and the file has 20000 bytes. | byte 20000 is the first that it lacks
Never says: is the right one to that
"""
import os
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin

import requests

TIMEOUT = 10


def all_items(url: str) -> list:
    items = []
    visited = set()
    while url:
        if url in visited:
            raise ValueError(f"circle: {url}")
        visited.add(url)
        answer = requests.get(url, timeout=TIMEOUT)
        answer.raise_for_status()
        items.extend(answer.json())
        link = answer.links.get("next")
        url = urljoin(answer.url, link["url"]) if link else None
    return items


def cached_get(url: str, cache: dict) -> str:
    headers = {}
    if url in cache and cache[url][0]:
        headers["If-None-Match"] = cache[url][0]
    answer = requests.get(url, headers=headers, timeout=TIMEOUT)
    if answer.status_code == 304:
        return cache[url][1]
    answer.raise_for_status()
    cache[url] = (answer.headers.get("ETag"), answer.text)
    return answer.text


def resume_download(url: str, path: str) -> int:
    have = os.path.getsize(path) if os.path.exists(path) else 0
    headers = {"Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have + 1}-"
    with requests.get(url, headers=headers, stream=True, timeout=TIMEOUT) as answer:
        if answer.status_code == 416:
            if answer.headers.get("Content-Range") == f"bytes */{have}":
                return have
            answer.raise_for_status()
        answer.raise_for_status()
        if answer.status_code == 206:
            if not answer.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
                raise ValueError("not the range that I asked for")
            mode = "ab"
        else:
            mode = "wb"
        with open(path, mode) as file:
            for piece in answer.iter_content(65536):
                file.write(piece)
        return os.path.getsize(path)


def fetch_all(urls: list[str], workers: int) -> dict:
    def fetch(url):
        try:
            answer = requests.get(url, timeout=TIMEOUT)
            answer.raise_for_status()
            return answer.text
        except Exception as error:
            return error

    with ThreadPoolExecutor(max_workers=workers) as pool:
        return dict(zip(urls, pool.map(fetch, urls)))


def get_token(token_url, client_id, client_secret):
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
    answer = requests.post(token_url, data=form, timeout=TIMEOUT)
    answer.raise_for_status()
    return answer.json()["access_token"]


def call_api(url: str, token_url: str, client_id: str, client_secret: str) -> object:
    for attempt in range(2):
        token = get_token(token_url, client_id, client_secret)
        answer = requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=TIMEOUT)
        if answer.status_code != 401:
            break
    answer.raise_for_status()
    return answer.json()
