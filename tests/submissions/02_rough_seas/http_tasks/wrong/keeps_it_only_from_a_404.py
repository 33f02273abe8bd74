"""Wrong: the older file survives a 404, but not a body that breaks off.

Loses: download_keeps_the_older_file
"""
import os
import shutil
import time

import requests


def search(url, params):
    r = requests.get(url, params=params)
    if 400 <= r.status_code < 600:
        r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout, allow_redirects=True)
    if r.status_code == 200:
        return r.text
    if r.status_code == 404:
        return None
    raise requests.HTTPError(r.status_code, response=r)


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
    r = requests.get(url, stream=True)
    r.raise_for_status()
    try:
        with open(path, "wb") as f:
            shutil.copyfileobj(r.raw, f)
    except Exception:
        os.unlink(path)
        raise
    return os.path.getsize(path)


def failIfBad(reply):
    if reply.status_code >= 400 and reply.status_code <= 599:
        raise requests.exceptions.HTTPError(
            "Status: %d %s" % (reply.status_code, reply.reason), response=reply)


def login_and_read(login_url, user, password, page_url):
    theSession = requests.Session()
    theForm = {}
    theForm["user"] = user
    theForm["password"] = password
    failIfBad(theSession.post(login_url, data=theForm))
    return theSession.get(page_url).text


def upload(url, path):
    with open(path, "rb") as source:
        answer = requests.post(url, files=(("file", (os.path.basename(path), source)),))
    return dict(answer.json())
