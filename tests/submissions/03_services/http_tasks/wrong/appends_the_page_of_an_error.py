"""Wrong: no status is an error.

Loses: resume_raises
Says: raise_for_status() raises an exception
"""
from concurrent.futures import ProcessPoolExecutor
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
    headers = {"Range": f"bytes={have}-"} if have else {}
    response = requests.get(url, headers=headers)
    told = response.headers.get("Content-Range", "")
    if response.status_code == 416:
        if told != f"bytes */{have}":
            raise OSError("nothing there")
        return have
    if response.status_code == 206 and not told.startswith(f"bytes {have}-"):
        raise OSError("wrong part")
    with open(path, "ab" if response.status_code == 206 else "wb") as file:
        file.write(response.content)
    return os.path.getsize(path)


def load(url):
    try:
        reply = requests.get(url)
        reply.raise_for_status()
    except requests.HTTPError as error:
        return requests.HTTPError(*error.args)
    except requests.RequestException as error:
        return type(error)("could not be fetched")
    return reply.text


def fetch_all(urls, workers):
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, mp_context=context) as executor:
        return dict(zip(urls, executor.map(load, urls)))


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
