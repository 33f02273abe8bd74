"""Wrong: an answer without Retry-After ends in a KeyError.

Loses: retries_errors
"""
import os
import time

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
    reply = requests.get(url, timeout=timeout, stream=True)
    with reply:
        if reply.status_code == 404:
            return None
        reply.raise_for_status()
        return reply.text


def get_with_retries(url, attempts):
    for left in range(attempts - 1, -1, -1):
        try:
            r = requests.get(url)
        except requests.ConnectionError:
            if left:
                continue
            raise
        if left and r.status_code in (502, 503, 504):
            time.sleep(min(2, int(r.headers["Retry-After"])))
        else:
            r.raise_for_status()
            return r.text


def download(url, path):
    part = path + ".part"
    size = 0
    try:
        with requests.get(url, stream=True) as resp:
            resp.raise_for_status()
            with open(part, "wb") as out:
                for chunk in resp.iter_content(64 * 1024):
                    out.write(chunk)
                    size += len(chunk)
        os.replace(part, path)
    finally:
        if os.path.exists(part):
            os.remove(part)
    return size


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as s:
        r = s.post(login_url, data=dict(user=user, password=password), allow_redirects=False)
        r.raise_for_status()
        r = s.get(page_url)
        r.raise_for_status()
        return r.text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.request("POST", url, files={"file": (os.path.basename(path), f)}).json()
