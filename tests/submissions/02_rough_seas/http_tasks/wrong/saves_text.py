"""Wrong: the text is saved, not the bytes.

Loses: download_saves
"""
import os
import time

from requests.exceptions import HTTPError
from urllib3.exceptions import MaxRetryError
import requests
import urllib3


def search(url, params):
    request = requests.Request(method="GET", url=url, params=params)
    with requests.Session() as session:
        reply = session.send(session.prepare_request(request), timeout=60)
    reply.raise_for_status()
    return reply.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout)
    if r.status_code == 404:
        return None
    if not r:
        raise HTTPError(f"bad status {r.status_code}", response=r)
    return r.text


def get_with_retries(url, attempts):
    counter = urllib3.Retry(attempts - 1, backoff_factor=0.1, backoff_max=0.5)
    while True:
        pause = None
        try:
            response = requests.get(url)
            if response.status_code not in range(502, 505):
                response.raise_for_status()
                return response.text
            failure = requests.HTTPError(response.reason, response=response)
            if response.headers.get("Retry-After"):
                pause = min(2, int(response.headers["Retry-After"]))
        except requests.ConnectionError as error:
            failure = error
        try:
            counter = counter.increment("GET", url, error=failure)
        except MaxRetryError:
            raise failure
        time.sleep(counter.get_backoff_time() if pause is None else pause)


def download(url, path):
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        r.encoding = r.encoding or "utf-8"
        try:
            with open(path + ".part", "w", encoding="utf-8") as f:
                for chunk in r.iter_content(4096, decode_unicode=True):
                    f.write(chunk)
            size = os.path.getsize(path + ".part")
            os.replace(path + ".part", path)
        except Exception:
            os.remove(path + ".part")
            raise
    return size


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as s:
        s.post(login_url, data={"user": user, "password": password}).raise_for_status()
        r = s.send(s.prepare_request(requests.Request("GET", page_url)))
    return r.text


def upload(url, path):
    with requests.Session() as s, open(path, mode="rb") as f:
        r = s.post(url, files=dict(file=f))
        r.raise_for_status()
        return r.json()
