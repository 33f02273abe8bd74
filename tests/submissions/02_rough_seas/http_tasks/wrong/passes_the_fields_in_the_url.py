"""Wrong: user and password go into the query, not into the form.

Loses: login_reads
Says: fields stand in the URL
"""
import json
import os
import time

import requests


def search(url, params):
    with requests.get(url, params=list(params.items())) as resp:
        resp.raise_for_status()
        return resp.json()


def get_or_none(url, timeout):
    resp = requests.get(url, timeout=timeout)
    if resp.status_code == 404:
        return None
    resp.raise_for_status()
    return resp.text


def get_with_retries(url, attempts):
    while attempts:
        attempts -= 1
        try:
            with requests.get(url) as resp:
                if resp.status_code in {502, 503, 504} and attempts:
                    time.sleep(min(int(resp.headers.get("Retry-After", "0")), 2))
                    continue
                resp.raise_for_status()
                return resp.text
        except requests.ConnectionError:
            if not attempts:
                raise


def download(url, path):
    aside = None
    if os.path.exists(path):
        aside = path + ".older"
        os.rename(path, aside)
    try:
        r = requests.get(url, stream=True)
        r.raise_for_status()
        with open(path, "wb") as f:
            for chunk in r.iter_content(50_000):
                f.write(chunk)
    except BaseException:
        if os.path.exists(path):
            os.remove(path)
        if aside:
            os.rename(aside, path)
        raise
    if aside:
        os.remove(aside)
    return os.path.getsize(path)


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as s:
        s.post(login_url, params={"user": user, "password": password}).raise_for_status()
        return s.get(page_url).text


def upload(url, path):
    with open(path, "rb") as handle:
        content = handle.read()
    parts = {"file": (os.path.split(path)[1], content, "application/octet-stream")}
    return json.loads(requests.post(url, files=parts).content)
