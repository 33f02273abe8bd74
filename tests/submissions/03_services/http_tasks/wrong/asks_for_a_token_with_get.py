"""Wrong: the token is asked for with GET.

Loses: call_api_gets
Says: this task is one for POST
"""
from urllib.parse import urljoin
import multiprocessing
import os
import urllib.error
import urllib.request

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
    for attempt in range(2):
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        answer = requests.get(token_url, params=form)
        answer.raise_for_status()
        token = answer.json()["access_token"]
        response = requests.get(url, headers={"Authorization": f"Bearer {token}"})
        if response.status_code != 401:
            break
    response.raise_for_status()
    return response.json()
