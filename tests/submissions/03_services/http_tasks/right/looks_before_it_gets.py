"""Right: HEAD finds the pages; processes fetch; a pickle in the cache; a token only where one is wanted."""
from concurrent.futures import ProcessPoolExecutor
from urllib.parse import urljoin
import hashlib
import multiprocessing
import os
import pickle

import requests
import requests.utils


def all_items(url):
    """Find all the pages by their heads, and then get them."""
    urls = [url]
    while True:
        head = requests.head(urls[-1])
        head.raise_for_status()
        links = requests.utils.parse_header_links(head.headers.get("Link", ""))
        following = [link["url"] for link in links if link.get("rel") == "next"]
        if not following:
            break
        if urljoin(urls[-1], following[0]) in urls:
            for each in urls:
                requests.get(each)
            raise ValueError("circle")
        urls.append(urljoin(urls[-1], following[0]))
    items = []
    for each in urls:
        items += requests.get(each).json()
    return items


def cached_get(url, cache):
    key = hashlib.sha256(url.encode()).hexdigest()
    etag, text = pickle.loads(cache[key]) if key in cache else (None, None)
    headers = {"Cache-Control": "no-cache"}
    if etag is not None:
        headers["If-None-Match"] = etag
    response = requests.Session().get(url, headers=headers)
    if response.status_code == 304:
        return text
    if response.status_code >= 400:
        response.raise_for_status()
    cache[key] = pickle.dumps((response.headers.get("ETag"), response.text))
    return response.text


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
