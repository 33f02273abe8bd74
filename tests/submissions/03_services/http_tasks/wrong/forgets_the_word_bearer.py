"""Wrong: the header has the token alone.

Loses: call_api_gets
Says: the word Bearer and a blank
"""
from urllib.parse import urljoin
import os
import queue
import re
import threading

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
    old = cache.get(url)
    with requests.Session() as session:
        if old is not None and "ETag" in old.headers:
            session.headers["If-None-Match"] = old.headers["ETag"]
        new = session.get(url)
    new.raise_for_status()
    if new.status_code != 304:
        cache[url] = old = new
    return old.text


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


def fetch_all(urls, workers):
    todo = queue.Queue()
    for url in urls:
        todo.put(url)
    results = {}
    session = requests.Session()

    def work():
        while True:
            try:
                url = todo.get_nowait()
            except queue.Empty:
                return
            try:
                reply = session.get(url)
                reply.raise_for_status()
            except requests.exceptions.RequestException as error:
                results[url] = error
            else:
                results[url] = reply.text

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def call_api(url, token_url, client_id, client_secret):
    for attempt in range(2):
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        answer = requests.post(token_url, data=form)
        answer.raise_for_status()
        token = answer.json()["access_token"]
        response = requests.get(url, headers={"Authorization": token})
        if response.status_code != 401:
            break
    response.raise_for_status()
    return response.json()
