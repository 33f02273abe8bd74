"""Wrong: relative links are joined with the URL of the first page.

Loses: all_items_reads_links
Says: relative to that of the page
"""
from urllib.parse import urlencode
from urllib.parse import urljoin
import json
import multiprocessing
import os
import urllib.error
import urllib.request

import requests


def all_items(url):
    here = url
    items, visited = [], set()
    while here:
        if here in visited:
            raise ValueError("circle")
        visited.add(here)
        r = requests.get(here)
        r.raise_for_status()
        items += r.json()
        here = urljoin(url, r.links["next"]["url"]) if "next" in r.links else None
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
    try:
        have = os.path.getsize(path)
    except FileNotFoundError:
        have = 0
    request = urllib.request.Request(url)
    if have:
        request.add_header("Range", "bytes=%d-" % have)
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        if error.code == 416 and error.headers.get("Content-Range") == "bytes */%d" % have:
            return have
        raise
    with answer:
        data = answer.read()
        if answer.status == 206:
            unit, _, told = answer.headers["Content-Range"].partition(" ")
            if int(told.split("-")[0]) != have:
                raise ValueError("the server sent another part: " + told)
        with open(path, "ab" if answer.status == 206 else "wb") as file:
            file.write(data)
    return os.path.getsize(path)


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
    api = requests.Session()

    def authorize():
        body = urlencode(dict(grant_type="client_credentials", client_id=client_id, client_secret=client_secret))
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        reply = requests.post(token_url, data=body.encode(), headers=kind)
        if reply.status_code != 200:
            raise requests.HTTPError(f"no token: {reply.status_code} {reply.text}", response=reply)
        api.headers["Authorization"] = "Bearer " + json.loads(reply.text)["access_token"]

    tries = 0
    while True:
        authorize()
        reply = api.get(url)
        tries += 1
        if reply.status_code != 401 or tries == 2:
            reply.raise_for_status()
            return reply.json()
