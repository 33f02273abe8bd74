"""Wrong: the main thread works beside the others.

Loses: fetch_all_no_more
Says: one more than there are workers
"""
from concurrent.futures import ThreadPoolExecutor
import os
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
    head = requests.head(url)
    head.raise_for_status()
    total = int(head.headers["Content-Length"])
    have = os.path.getsize(path) if os.path.isfile(path) else 0
    if have == total:
        return total
    if have > total:
        have = 0
    headers = {"Range": f"bytes={have}-{total - 1}"} if have else {}
    answer = requests.get(url, headers=headers)
    answer.raise_for_status()
    if answer.status_code == 206 and answer.headers["Content-Range"] != f"bytes {have}-{total - 1}/{total}":
        answer = requests.get(url)
        answer.raise_for_status()
    with open(path, "ab" if answer.status_code == 206 else "wb") as file:
        file.write(answer.content)
        return file.tell()


def _fetch(url):
    try:
        response = requests.get(url)
        response.raise_for_status()
        return response.text
    except requests.RequestException as error:
        return error


def fetch_all(urls, workers):
    pool = ThreadPoolExecutor(workers)
    urls = list(urls)
    futures = {url: pool.submit(_fetch, url) for url in urls[:-1]}
    results = {urls[-1]: _fetch(urls[-1])} if urls else {}
    for url, future in futures.items():
        results[url] = future.result()
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
