"""Wrong: a list value is sent as one value with commas.

Loses: search_finds
Says: repeating its key
"""
from threading import Event
import os

import requests


def search(url, params):
    query = []
    for key, value in params.items():
        if isinstance(value, (list, tuple)):
            value = ",".join(str(v) for v in value)
        query.append((key, value))
    response = requests.get(url, params=query)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    resp = requests.get(url, timeout=timeout)
    if resp.status_code == 404:
        return None
    resp.raise_for_status()
    return resp.text


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
    temp = f"{path}.{os.getpid()}~"
    with requests.Session() as s, s.get(url, stream=True) as r:
        r.raise_for_status()
        try:
            with open(temp, "xb") as f:
                n = sum(map(f.write, r.iter_content(100_000)))
            os.replace(temp, path)
            return n
        except Exception:
            os.unlink(temp)
            raise


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as s:
        s.post(login_url, data={"user": user, "password": password}).raise_for_status()
        r = s.send(s.prepare_request(requests.Request("GET", page_url)))
    return r.text


def upload(url, path):
    filename = os.path.basename(path)
    with open(path, "rb") as content:
        parts = [("file", (filename, content, "application/octet-stream", {"X-Note": "mine"}))]
        request = requests.Request("POST", url, files=parts)
        return requests.Session().send(request.prepare()).json()
