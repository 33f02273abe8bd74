"""Wrong: from the third try on a fixed pause of 3 seconds where no Retry-After is given.

Loses: retries_wait_as_asked
Says: pass after answer 3, a 502 with no Retry-After
"""
import os
import time

import requests

PAUSE = 3


def search(url, params):
    with requests.get(url, params=list(params.items())) as resp:
        resp.raise_for_status()
        return resp.json()


def get_or_none(url, timeout):
    reply = requests.get(url, timeout=timeout, stream=True)
    with reply:
        if reply.status_code == 404:
            return None
        reply.raise_for_status()
        return reply.text


def get_with_retries(url, attempts):
    r = None
    for n in range(1, attempts + 1):
        wait = PAUSE if n > 2 else 0
        try:
            r = requests.get(url)
            if n == attempts or r.status_code not in {502, 503, 504}:
                r.raise_for_status()
                return r.text
            if "Retry-After" in r.headers:
                wait = min(2, int(r.headers["Retry-After"]))
        except requests.ConnectionError:
            if n == attempts:
                raise
            wait = 0
        time.sleep(wait)


def download(url, path):
    answer = requests.get(url, stream=True)
    answer.raise_for_status()
    folder, name = os.path.split(path)
    temp = os.path.join(folder, "." + name + ".swp")
    fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    size = 0
    try:
        for chunk in answer.iter_content(16384):
            view = memoryview(chunk)
            while view:
                done = os.write(fd, view)
                size += done
                view = view[done:]
    except Exception:
        os.remove(temp)
        raise
    finally:
        os.close(fd)
    os.replace(temp, path)
    return size


def login_and_read(login_url, user, password, page_url):
    reply = requests.post(login_url, data={"user": user, "password": password})
    reply.raise_for_status()
    first = reply.history[0] if reply.history else reply
    return requests.get(page_url, cookies=first.cookies.get_dict()).text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.request("POST", url, files={"file": (os.path.basename(path), f)}).json()
