"""Wrong: the status of url is looked at for 401 alone.

Loses: call_api_raises
Says: url was answered with
"""
from concurrent.futures import ProcessPoolExecutor
from urllib.parse import urljoin
import multiprocessing
import os
import re
import shutil
import tempfile

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
    folder = os.path.dirname(path)
    have = os.path.getsize(path) if os.path.exists(path) else 0
    session = requests.Session()
    if have:
        session.headers["range"] = f"bytes={have}-"
    reply = session.get(url, stream=True)
    if reply.status_code == 416:
        size = reply.headers.get("Content-Range", "").rpartition("/")[2]
        if size == str(have):
            return have
        del session.headers["range"]
        reply = session.get(url, stream=True)
    reply.raise_for_status()
    with tempfile.NamedTemporaryFile("wb", dir=folder, delete=False) as out:
        if reply.status_code == 206:
            start = reply.headers.get("Content-Range", "bytes ?-").split()[1].split("-")[0]
            if start != str(have):
                os.remove(out.name)
                raise IOError("not the part that was asked for")
            with open(path, "rb") as old:
                shutil.copyfileobj(old, out)
        for piece in reply.iter_content(chunk_size=1024):
            out.write(piece)
        size = out.tell()
    os.replace(out.name, path)
    return size


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
    for attempt in range(2):
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        answer = requests.post(token_url, data=form)
        answer.raise_for_status()
        token = answer.json()["access_token"]
        response = requests.get(url, headers={"Authorization": f"Bearer {token}"})
        if response.status_code != 401:
            break
    if response.status_code == 401:
        response.raise_for_status()
    return response.json()
