"""Wrong: the token is looked for under the key token.

Loses: call_api_gets
Points: 16
Says: KeyError
"""
from pathlib import Path
from threading import Thread
import re

from requests.compat import urljoin
import requests


def all_items(url):
    visited, items = set(), []
    response = requests.get(url)
    response.raise_for_status()
    items += response.json()
    while link := response.links.get("next"):
        url = urljoin(response.url, link["url"])
        if url in visited:  # the first page is not among them: it is fetched once more
            raise ValueError("circle")
        visited.add(url)
        response = requests.get(url)
        response.raise_for_status()
        items += response.json()
    return items


def cached_get(url, cache):
    headers = {}
    if url in cache:
        headers["If-None-Match"] = cache[url][0]
    response = requests.get(url, headers=headers)
    if response.status_code == 304:
        return cache[url][1]
    response.raise_for_status()
    etag = response.headers.get("ETag")
    if etag:
        cache[url] = (etag, response.text)
    else:
        cache.pop(url, None)
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


def call_api(url, token_url, client_id, client_secret):
    for attempt in range(2):
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        answer = requests.post(token_url, data=form)
        answer.raise_for_status()
        token = answer.json()["token"]
        response = requests.get(url, headers={"Authorization": f"Bearer {token}"})
        if response.status_code != 401:
            break
    response.raise_for_status()
    return response.json()
