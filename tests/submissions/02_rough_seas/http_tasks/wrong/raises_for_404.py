"""Wrong: raise_for_status comes before the question for 404.

Loses: get_or_none_404
"""
from threading import Event
import http.cookiejar
import json
import os

import requests


def search(url, params):
    with requests.get(url, params=list(params.items())) as resp:
        resp.raise_for_status()
        return resp.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout)
    r.raise_for_status()
    if r.status_code == 404:
        return None
    return r.text


def get_with_retries(url, attempts):
    alarm = Event()
    problem = None
    for attempt in range(attempts):
        try:
            r = requests.get(url)
        except requests.ConnectionError as error:
            problem = error
            alarm.wait(0.3)
            continue
        if r.status_code not in (502, 503, 504):
            r.raise_for_status()
            return r.text
        problem = requests.HTTPError(f"still {r.status_code}", response=r)
        alarm.wait(min(2, int(r.headers.get("Retry-After", 1))))
    raise problem


def download(url, path):
    total = 0
    temp = path + ".download"
    reply = requests.get(url, stream=True)
    reply.raise_for_status()
    out = open(temp, "wb", buffering=0)
    try:
        for data in reply.iter_content(chunk_size=32 * 1024):
            total += out.write(data)
    except requests.RequestException:
        out.close()
        os.remove(temp)
        raise
    out.close()
    os.replace(temp, path)
    return total


def login_and_read(login_url, user, password, page_url):
    session = requests.Session()
    session.cookies = http.cookiejar.CookieJar()
    reply = session.post(login_url, data=(("user", user), ("password", password)))
    reply.raise_for_status()
    return session.get(page_url).text


def upload(url, path):
    with open(path, "rb") as handle:
        content = handle.read()
    parts = {"file": (os.path.split(path)[1], content, "application/octet-stream")}
    return json.loads(requests.post(url, files=parts).content)
