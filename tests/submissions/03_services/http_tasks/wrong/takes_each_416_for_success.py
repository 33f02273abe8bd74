"""Wrong: each 416 is taken for success.

Loses: resume_reads_ranges
Says: The page has 6000 bytes: the file, which has more
"""
from urllib.parse import urljoin
import http.client
import os
import threading
import urllib.parse

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
    have = os.path.getsize(path) if os.path.exists(path) else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    response = requests.get(url, headers=headers)
    told = response.headers.get("Content-Range", "")
    if response.status_code == 416:
        return have
    response.raise_for_status()
    if response.status_code == 206 and not told.startswith(f"bytes {have}-"):
        raise OSError("wrong part")
    with open(path, "ab" if response.status_code == 206 else "wb") as file:
        file.write(response.content)
    return os.path.getsize(path)


class Slots:
    """So many may be inside at a time."""

    def __init__(self, count):
        self.free = count
        self.changed = threading.Condition()

    def __enter__(self):
        with self.changed:
            self.changed.wait_for(lambda: self.free > 0)
            self.free -= 1

    def __exit__(self, *_):
        with self.changed:
            self.free += 1
            self.changed.notify()


def _get(url):
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    try:
        connection.request("GET", parts.path)
        response = connection.getresponse()
        if response.status >= 400:
            raise requests.HTTPError("%d %s" % (response.status, response.reason))
        return response.read().decode("utf-8")
    finally:
        connection.close()


def fetch_all(urls, workers):
    slots, answers = Slots(workers), {}

    def run(url):
        with slots:
            try:
                answers[url] = _get(url)
            except (OSError, http.client.HTTPException) as error:
                answers[url] = error

    threads = {url: threading.Thread(target=run, args=[url]) for url in urls}
    for thread in threads.values():
        thread.start()
    for thread in threads.values():
        thread.join()
    return answers


def get_token(token_url, client_id, client_secret):
    r = requests.post(token_url, data={"grant_type": "client_credentials"}, auth=(client_id, client_secret))
    r.raise_for_status()
    return r.json()["access_token"]


def call_api(url, token_url, client_id, client_secret):
    token = get_token(token_url, client_id, client_secret)
    r = requests.get(url, headers={"Authorization": "Bearer " + token})
    if r.status_code == 401:
        token = get_token(token_url, client_id, client_secret)
        r = requests.get(url, headers={"Authorization": "Bearer " + token})
    r.raise_for_status()
    return r.json()
