"""Right: http.client and urllib where a real server answers; a Condition of its own counts the workers."""
from urllib.parse import urlencode
from urllib.parse import urljoin
import http.client
import json
import os
import re
import threading
import urllib.error
import urllib.parse
import urllib.request

import requests


LINK = re.compile(r"<([^>]*)>([^<]*)")


def next_url(response):
    """Parse the Link header by hand."""
    for target, parameters in LINK.findall(response.headers.get("Link", "")):
        for parameter in re.split("[;,]", parameters):
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "rel" and "next" in value.strip(" \"'").lower().split():
                return urljoin(response.url, target)
    return None


def all_items(url):
    collected, been = [], set()
    while url:
        if url in been:
            raise ValueError("these pages go round in a circle")
        been.add(url)
        response = requests.request("GET", url)
        if response.status_code >= 400:
            raise requests.HTTPError(f"{response.status_code} for {url}", response=response)
        for item in response.json():
            collected.append(item)
        url = next_url(response)
    return collected


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
