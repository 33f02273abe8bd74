"""Wrong: the form has the fields user and password.

Loses: call_api_gets
Says: no field 'client_id'
"""
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from urllib.parse import urljoin
import hashlib
import multiprocessing
import pickle
import re

import requests


def all_items(url):
    items = []
    seen = []
    while True:
        if url in seen:
            raise ValueError("been here before: " + url)
        seen.append(url)
        r = requests.get(url)
        r.raise_for_status()
        items.extend(r.json())
        if "next" not in r.links:
            return items
        url = urljoin(url, r.links["next"]["url"])


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


def call_api(url, token_url, client_id, client_secret):
    for attempt in range(2):
        form = {"grant_type": "client_credentials", "user": client_id, "password": client_secret}
        answer = requests.post(token_url, data=form)
        answer.raise_for_status()
        token = answer.json()["access_token"]
        response = requests.get(url, headers={"Authorization": f"Bearer {token}"})
        if response.status_code != 401:
            break
    response.raise_for_status()
    return response.json()
