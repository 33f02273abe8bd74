"""Wrong: a Retry-After of more than 2 seconds is not waited for at all.

Loses: retries_wait_as_asked
"""
import os
import shutil
import tempfile
import time

import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"


def search(url, params):
    print("searching", url, params)
    answer = S.get(url, params=params)
    print("->", answer.status_code, answer.url)
    if not answer.ok:
        answer.raise_for_status()
    found = list(answer.json())
    print(len(found), "found")
    return found


def get_or_none(url, timeout):
    r = requests.get(url, timeout=(timeout, timeout))
    return None if r.status_code == 404 else (r.raise_for_status() or r.text)


def get_with_retries(url, attempts):
    tries = 1
    while True:
        try:
            r = requests.get(url)
            if tries == attempts or r.status_code not in (502, 503, 504):
                r.raise_for_status()
                return r.text
            asked = int(r.headers.get("Retry-After", 0))
            if asked <= 2:
                time.sleep(asked)
        except requests.ConnectionError:
            if tries == attempts:
                raise
        tries += 1


def download(url, path):
    with requests.get(url, stream=True) as resp, tempfile.TemporaryFile() as whole:
        resp.raise_for_status()
        shutil.copyfileobj(resp.raw, whole, 1 << 16)
        count = whole.tell()
        whole.seek(0)
        with open(path, "wb") as out:
            shutil.copyfileobj(whole, out)
    return count


def login_and_read(login_url, user, password, page_url):
    http = requests.Session()
    r = http.post(login_url, {"user": user, "password": password})
    if r.status_code in (401, 403):
        r.raise_for_status()
    return http.get(page_url).text


def upload(url, path):
    with open(path, "rb") as f:
        r = requests.post(url, data={}, files={"file": (os.path.basename(f.name), f, None)})
    return r.json()
