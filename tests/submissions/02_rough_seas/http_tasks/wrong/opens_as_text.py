"""Wrong: the file is opened as text: no bytes but letters are sent.

Loses: upload_sends
"""
from http.cookies import SimpleCookie
from urllib.parse import urlencode
import os
import time

import requests

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def search(url, params):
    r = requests.get(url, params=params)
    if 400 <= r.status_code < 600:
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


def answers(url):
    while True:
        try:
            yield requests.get(url), None
        except requests.ConnectionError as error:
            yield None, error


def get_with_retries(url, attempts):
    for number, (r, error) in enumerate(answers(url), start=1):
        if r is not None and r.status_code not in (502, 503, 504):
            r.raise_for_status()
            return r.text
        if number == attempts:
            raise error or requests.RequestException("no luck: %d" % r.status_code, response=r)
        asked = r.headers.get("Retry-After") if r is not None else None
        time.sleep(min(int(asked), 2) if asked else 0.25)


def download(url, path):
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        with open(path + ".partial", "wb") as f:
            for chunk in r.iter_content(128 * 1024):
                f.write(chunk)
                print(".", end="", flush=True)
            size = f.tell()
    os.replace(path + ".partial", path)
    print()
    return size


def login_and_read(login_url, user, password, page_url):
    body = urlencode({"user": user, "password": password})
    answer = requests.post(login_url, data=body, headers=FORM, allow_redirects=False)
    answer.raise_for_status()
    morsels = SimpleCookie(answer.headers["Set-Cookie"]).values()
    cookie = "; ".join(f"{m.key}={m.value}" for m in morsels)
    return requests.get(page_url, headers={"Cookie": cookie}).text


def upload(url, path):
    with open(path, encoding="latin-1") as f:
        return requests.post(url, files={"file": f}).json()
