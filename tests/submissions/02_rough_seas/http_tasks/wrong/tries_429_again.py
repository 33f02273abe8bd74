"""Wrong: 429 is tried again like 503.

Loses: retries_raise_at_once
Says: tried again after status 429
"""
import os
import shutil
import tempfile
import time

from requests import request
from requests.exceptions import HTTPError
import requests

GENEROUS = (30, 300)


def search(url, params):
    r = requests.Session().get(url, params=params, allow_redirects=True)
    if not r.ok:
        raise HTTPError(response=r)
    return r.json()


def get_or_none(url, timeout):
    try:
        with requests.get(url, timeout=timeout) as resp:
            resp.raise_for_status()
            return resp.text
    except requests.HTTPError as err:
        if err.response.status_code == 404:
            return None
        raise


def get_with_retries(url, attempts):
    for k in range(1, attempts + 1):
        try:
            r = requests.get(url)
            r.raise_for_status()
            return r.text
        except requests.HTTPError as e:
            if e.response.status_code not in (429, 502, 503, 504) or k == attempts:
                raise
            time.sleep(min(int(e.response.headers.get("Retry-After", 0)), 2))
        except requests.ConnectionError:
            if k == attempts:
                raise


def download(url, path):
    with requests.get(url, stream=True) as resp, tempfile.TemporaryFile() as whole:
        resp.raise_for_status()
        shutil.copyfileobj(resp.raw, whole, 1 << 16)
        count = whole.tell()
        whole.seek(0)
        with open(path, "wb") as out:
            shutil.copyfileobj(whole, out)
    return count


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
    with open(path, "rb") as f:
        r = request("POST", url, files={"file": (os.path.basename(path), f)}, timeout=GENEROUS)
    return r.json()
