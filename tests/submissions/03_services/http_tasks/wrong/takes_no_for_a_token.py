"""Wrong: the status of token_url is not looked at.

Loses: call_api_raises
Says: token_url was answered with
"""
import multiprocessing
import os

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
    have = os.path.getsize(path) if os.path.exists(path) else 0
    r = requests.get(url, headers={"Range": f"bytes={have}-"})
    told = r.headers.get("Content-Range", "")
    if r.status_code == 416:
        if told == f"bytes */{have}":
            return have
        r.raise_for_status()
    r.raise_for_status()
    if r.status_code == 206:
        if not told.startswith(f"bytes {have}-"):
            raise RuntimeError("wrong Content-Range " + told)
        mode = "ab"
    else:
        mode = "wb"
    with open(path, mode) as f:
        f.write(r.content)
    return os.stat(path).st_size


def fetch_text(url):
    try:
        response = requests.get(url)
        response.raise_for_status()
        return response.text
    except requests.HTTPError as error:
        return requests.HTTPError(str(error))
    except requests.RequestException as error:
        return requests.ConnectionError(str(error))


def fetch_all(urls, workers):
    if not urls:
        return {}
    context = multiprocessing.get_context("fork")
    with context.Pool(workers) as pool:
        return dict(zip(urls, pool.map(fetch_text, urls, chunksize=1)))


def call_api(url, token_url, client_id, client_secret):
    for attempt in range(2):
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        answer = requests.post(token_url, data=form)
        token = answer.json()["access_token"]
        response = requests.get(url, headers={"Authorization": f"Bearer {token}"})
        if response.status_code != 401:
            break
    response.raise_for_status()
    return response.json()
