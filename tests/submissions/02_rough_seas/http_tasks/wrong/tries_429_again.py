"""Wrong: 429 is tried again like 503.

Loses: retries_raise_at_once
"""
import os
import time
import uuid

from urllib3.filepost import encode_multipart_formdata
import requests


def search(url, params):
    flat = []
    for key in params:
        values = params[key]
        if not isinstance(values, list):
            values = [values]
        for value in values:
            flat.append((key, str(value)))
    r = requests.get(url, params=tuple(flat))
    r.raise_for_status()
    return r.json()


def failIfBad(reply):
    if reply.status_code >= 400 and reply.status_code <= 599:
        raise requests.exceptions.HTTPError(
            "Status: %d %s" % (reply.status_code, reply.reason), response=reply)


def get_or_none(url, timeout):
    reply = requests.get(url, timeout=float(timeout))
    if reply.status_code == 404:
        return None
    else:
        failIfBad(reply)
        return str(reply.content, reply.encoding or "utf-8")


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
    theSession = requests.Session()
    theForm = {}
    theForm["user"] = user
    theForm["password"] = password
    failIfBad(theSession.post(login_url, data=theForm))
    return theSession.get(page_url).text


def upload(url, path):
    with open(path, "rb") as fh:
        body, kind = encode_multipart_formdata({"file": (os.path.basename(path), fh.read())})
    return requests.post(url, data=body, headers={"Content-Type": kind}).json()
