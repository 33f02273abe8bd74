"""Wrong: a global dict is used instead of the caller's.

Loses: cached_get_keeps_apart
Says: something outside of the dict cache
"""
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from urllib.parse import urljoin
import multiprocessing
import re

import requests


def pages(url):
    session = requests.Session()
    visited = set()
    while url is not None:
        if url in visited:
            raise ValueError(f"page {url!r} came twice")
        visited.add(url)
        response = session.get(url)
        response.raise_for_status()
        yield response.json()
        link = response.links.get("next")
        url = urljoin(response.url, link["url"]) if link else None


def all_items(url):
    return [item for page in pages(url) for item in page]


KNOWN = {}


def cached_get(url, cache):
    etag, text = KNOWN.get(url, (None, None))
    response = requests.get(url, headers={"If-None-Match": etag})
    response.raise_for_status()
    if response.status_code == 304:
        return text
    KNOWN[url] = response.headers.get("ETag"), response.text
    return response.text


def resume_download(url, path):
    file = Path(path)
    done = file.stat().st_size if file.is_file() else 0
    while True:
        headers = {"Range": f"bytes={done}-"} if done else {}
        with requests.get(url, headers=headers, stream=True) as response:
            told = response.headers.get("Content-Range", "")
            if response.status_code == 416 and done:
                if told == f"bytes */{done}":
                    return done
                done = 0
                continue
            response.raise_for_status()
            if response.status_code == 206:
                found = re.match(r"bytes (\d+)-", told)
                if not found or int(found[1]) != done:
                    done = 0
                    continue
            elif done:
                done = 0
            with file.open("r+b" if file.exists() else "wb") as out:
                out.seek(done)
                out.truncate()
                for piece in response.iter_content(8192):
                    out.write(piece)
                return out.tell()


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
