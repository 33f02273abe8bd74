"""Wrong: a list value is sent as one value with commas.

Loses: search_encodes
"""
from pathlib import Path
from tempfile import TemporaryDirectory
import os
import shutil
import time

from requests import get
from urllib3.exceptions import MaxRetryError
import requests
import urllib3


def search(url, params):
    query = []
    for key, value in params.items():
        if isinstance(value, (list, tuple)):
            value = ",".join(str(v) for v in value)
        query.append((key, value))
    response = requests.get(url, params=query)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    limit = urllib3.Timeout(connect=timeout, read=timeout)
    response = requests.get(url, timeout=limit)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.text


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
    target = Path(path).absolute()
    with TemporaryDirectory(dir=target.parent) as folder, get(url, stream=True) as response:
        response.raise_for_status()
        fresh = Path(folder, "fresh")
        with fresh.open("wb") as sink:
            shutil.copyfileobj(response.raw, sink)
        fresh.replace(target)
        return target.stat().st_size


def login_and_read(login_url, user, password, page_url):
    reply = requests.post(login_url, data={"user": user, "password": password})
    reply.raise_for_status()
    first = reply.history[0] if reply.history else reply
    return requests.get(page_url, cookies=first.cookies.get_dict()).text


def upload(url, path):
    with open(path, "rb") as source:
        answer = requests.post(url, files=(("file", (os.path.basename(path), source)),))
    return dict(answer.json())
