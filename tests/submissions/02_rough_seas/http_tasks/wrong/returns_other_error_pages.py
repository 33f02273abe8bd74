"""Wrong: other errors are not raised: their page is returned.

Loses: get_or_none_raises
"""
import os
import time

import requests


def search(url, params):
    r = requests.get(url=url, params=dict(params))
    if r.status_code >= 400:
        raise requests.HTTPError("%s for %s" % (r.status_code, r.url), response=r)
    return r.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout)
    if r.status_code == 404:
        return None
    return r.text


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
    with requests.Session() as s, open(path, mode="rb") as f:
        r = s.post(url, files=dict(file=f))
        r.raise_for_status()
        return r.json()
