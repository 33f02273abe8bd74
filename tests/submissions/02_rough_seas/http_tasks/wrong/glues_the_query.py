"""Wrong: the query is glued together without encoding.

Loses: search_finds
Says: ends before its &
"""
from threading import Event
import os
import shutil

import requests


def search(url, params):
    query = "&".join("%s=%s" % (key, params[key]) for key in params)
    r = requests.get(url + "?" + query)
    r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    answer = requests.get(url, headers={"Accept": "*/*"}, timeout=timeout)
    match answer.status_code:
        case 404:
            return None
        case code if code >= 400:
            raise requests.HTTPError(f"{code} {answer.reason}")
    return answer.text


def get_with_retries(url, attempts):
    alarm = Event()
    problem = None
    for attempt in range(attempts):
        try:
            r = requests.get(url)
        except requests.ConnectionError as error:
            problem = error
            alarm.wait(0)
            continue
        if r.status_code not in (502, 503, 504):
            r.raise_for_status()
            return r.text
        problem = requests.HTTPError(f"still {r.status_code}", response=r)
        alarm.wait(min(2, int(r.headers.get("Retry-After", 0))))
    raise problem


def download(url, path):
    r = requests.get(url, stream=True)
    r.raise_for_status()
    temp = path + ".new"
    try:
        with open(temp, "wb") as f:
            shutil.copyfileobj(r.raw, f)
            length = f.tell()
        expected = r.headers.get("content-length")
        if expected is not None and int(expected) != length:
            raise IOError("only %d of %s bytes" % (length, expected))
        os.rename(temp, path)
    finally:
        r.close()
        if os.path.exists(temp):
            os.remove(temp)
    return length


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        return session.get(page_url).text


def upload(url, path):
    filename = os.path.basename(path)
    with open(path, "rb") as content:
        parts = [("file", (filename, content, "application/octet-stream", {"X-Note": "mine"}))]
        request = requests.Request("POST", url, files=parts)
        return requests.Session().send(request.prepare()).json()
