"""Wrong: only a refused connection is tried again: it looks for "refused" in the error.

Loses: retries_broken_connections
Says: after a connection that was reset
"""
import os
import time
import uuid

from requests import Request
import requests


def search(url, params):
    prepared = Request("GET", url, params=params).prepare()
    with requests.Session() as session:
        response = session.send(prepared)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    resp = requests.get(url, timeout=timeout)
    if resp.status_code == 404:
        return None
    resp.raise_for_status()
    return resp.text


def get_with_retries(url, attempts):
    for number in range(attempts):
        last = number == attempts - 1
        try:
            reply = requests.get(url)
        except requests.ConnectionError as error:
            if last or "refused" not in str(error):
                raise
            time.sleep(0.2)
            continue
        if reply.status_code in (502, 503, 504) and not last:
            time.sleep(min(2, int(reply.headers.get("Retry-After", 0))))
            continue
        reply.raise_for_status()
        return reply.text


def download(url, path):
    temp = "%s-%s" % (path, uuid.uuid4().hex)
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        try:
            with open(temp, "wb") as f:
                size = sum(f.write(part) for part in r.raw.stream(30_000))
        except Exception:
            os.remove(temp)
            raise
    os.replace(temp, path)
    return size


def login_and_read(login_url, user, password, page_url):
    reply = requests.post(login_url, data={"user": user, "password": password})
    reply.raise_for_status()
    first = reply.history[0] if reply.history else reply
    return requests.get(page_url, cookies=first.cookies.get_dict()).text


def upload(url, path):
    with open(path, "rb") as fh, requests.post(url, files={"file": fh}) as resp:
        return resp.json()
