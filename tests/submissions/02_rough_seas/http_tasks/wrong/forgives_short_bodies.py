"""Wrong: switches off the check of the Content-Length: a short body is taken for whole.

Loses: download_leaves_nothing
"""
import json
import os
import time

from urllib3.exceptions import MaxRetryError
import requests
import urllib3


def search(url, params):
    reply = requests.get(url, params)
    reply.raise_for_status()
    return json.loads(reply.text)


def get_or_none(url, timeout):
    r = requests.get(url, timeout=(timeout, timeout))
    return None if r.status_code == 404 else (r.raise_for_status() or r.text)


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
    temp = path + ".part"
    size = 0
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        r.raw.enforce_content_length = False
        try:
            with open(temp, "wb") as f:
                while True:
                    data = r.raw.read(16384)
                    if not data:
                        break
                    size += f.write(data)
        except Exception:
            os.remove(temp)
            raise
    os.replace(temp, path)
    return size


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        return session.get(page_url).text


def upload(url, path):
    with open(path, "rb") as f:
        r = requests.post(url, data={}, files={"file": (os.path.basename(f.name), f, None)})
    return r.json()
