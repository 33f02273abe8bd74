"""Wrong: cached_get keeps the text of each answer but a 304, an error's as well, beside the ETag of the last 200.

Loses: cached_get_raises
Says: This is the body of an answer with status
Never says: raised requests.exceptions.HTTPError
"""
import os
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin

import requests


def all_items(url):
    items, seen = [], set()
    while url:
        if url in seen:
            raise ValueError("a circle of pages")
        seen.add(url)
        page = requests.get(url)
        page.raise_for_status()
        items += page.json()
        following = page.links.get("next")
        url = urljoin(page.url, following["url"]) if following else None
    return items


def cached_get(url, cache):
    entry = cache.setdefault(url, {"etag": None, "text": None})
    headers = {"If-None-Match": entry["etag"]} if entry["etag"] else {}
    answer = requests.get(url, headers=headers)
    if answer.status_code != 304:
        entry["text"] = answer.text
        answer.raise_for_status()
        entry["etag"] = answer.headers.get("ETag")
    return entry["text"]


def resume_download(url, path):
    have = os.path.getsize(path) if os.path.exists(path) else 0
    answer = requests.get(url, headers={"Range": f"bytes={have}-"} if have else {})
    said = answer.headers.get("Content-Range", "")
    if answer.status_code == 416 and said == f"bytes */{have}":
        return have
    answer.raise_for_status()
    if answer.status_code == 206 and not said.startswith(f"bytes {have}-"):
        raise ValueError(f"not the part that was asked for: {said}")
    with open(path, "ab" if answer.status_code == 206 else "wb") as file:
        file.write(answer.content)
    return os.path.getsize(path)


def fetch(url):
    try:
        answer = requests.get(url)
        answer.raise_for_status()
        return answer.text
    except requests.RequestException as error:
        return error


def fetch_all(urls, workers):
    with ThreadPoolExecutor(workers) as pool:
        return dict(zip(urls, pool.map(fetch, urls)))


def new_token(token_url, client_id, client_secret):
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
    answer = requests.post(token_url, data=form)
    answer.raise_for_status()
    return answer.json()["access_token"]


def call_api(url, token_url, client_id, client_secret):
    for attempt in range(2):
        token = new_token(token_url, client_id, client_secret)
        answer = requests.get(url, headers={"Authorization": f"Bearer {token}"})
        if answer.status_code != 401:
            break
    answer.raise_for_status()
    return answer.json()
