"""Wrong: a timeout is turned into requests.ConnectionError.

Loses: get_or_none_times_out
"""
from pathlib import Path
from tempfile import TemporaryDirectory
import os
import shutil
import time

from requests import get
import requests


def failIfBad(reply):
    if reply.status_code >= 400 and reply.status_code <= 599:
        raise requests.exceptions.HTTPError(
            "Status: %d %s" % (reply.status_code, reply.reason), response=reply)


def search(url, params):
    theSession = requests.Session()
    reply = theSession.get(url, params=params)
    failIfBad(reply)
    result = reply.json()
    theSession.close()
    return result


def get_or_none(url, timeout):
    try:
        r = requests.get(url, timeout=timeout)
    except requests.RequestException as error:
        raise requests.ConnectionError("could not get %s" % url) from error
    if r.status_code == 404:
        return None
    r.raise_for_status()
    return r.text


def get_with_retries(url, attempts):
    for number in range(1, attempts + 1):
        wait = 0.2
        try:
            resp = requests.get(url)
        except requests.ConnectionError:
            if number == attempts:
                raise
        else:
            if resp.status_code not in (502, 503, 504) or number == attempts:
                resp.raise_for_status()
                return resp.text
            if "Retry-After" in resp.headers:
                wait = min(2, int(resp.headers["Retry-After"]))
        time.sleep(wait)


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
    http = requests.Session()
    r = http.post(login_url, {"user": user, "password": password})
    if r.status_code in (401, 403):
        r.raise_for_status()
    return http.get(page_url).text


def upload(url, path):
    filename = os.path.basename(path)
    with open(path, "rb") as content:
        parts = [("file", (filename, content, "application/octet-stream", {"X-Note": "mine"}))]
        request = requests.Request("POST", url, files=parts)
        return requests.Session().send(request.prepare()).json()
