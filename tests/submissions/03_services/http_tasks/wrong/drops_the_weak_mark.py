"""Wrong: the W/ of a weak ETag is cut off.

Loses: cached_get_remembers
Says: belong to an ETag: it goes back just as it came
"""
from urllib.parse import urlencode
from urllib.parse import urljoin
import json
import os
import threading
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
    known = cache.get(url)
    headers = {}
    if known and known["etag"]:
        headers["If-None-Match"] = known["etag"].replace("W/", "")
    r = requests.get(url, headers=headers)
    if r.status_code == 304:
        return known["text"]
    r.raise_for_status()
    cache[url] = {"etag": r.headers.get("ETag"), "text": r.text}
    return r.text


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


class Fetcher(threading.Thread):
    def __init__(self, urls, out):
        super().__init__()
        self.urls, self.out = urls, out

    def run(self):
        with requests.Session() as session:
            for url in self.urls:
                try:
                    response = session.get(url)
                    response.raise_for_status()
                    self.out[url] = response.content.decode("utf-8")
                except Exception as error:
                    self.out[url] = error


def fetch_all(urls, workers):
    out = {}
    threads = [Fetcher(urls[n::workers], out) for n in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return out


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
