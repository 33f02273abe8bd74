"""Wrong: for a bad status the value is an HTTPError, but the one of urllib.

Loses: fetch_all_keeps_errors
Says: There are several classes of the name HTTPError
"""
import queue
import re
import threading
import urllib.parse
from pathlib import Path
from urllib.error import HTTPError

import requests


def all_items(url, visited=()):
    if url in visited:
        raise ValueError("circle")
    answer = requests.get(url)
    answer.raise_for_status()
    following = answer.links.get("next", {}).get("url")
    if not following:
        return answer.json()
    return answer.json() + all_items(urllib.parse.urljoin(answer.url, following), (*visited, url))


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
                if reply.status_code >= 400:
                    raise HTTPError(url, reply.status_code, reply.reason, reply.headers, None)
            except (HTTPError, requests.RequestException) as error:
                results[url] = error
            else:
                results[url] = reply.text

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


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
