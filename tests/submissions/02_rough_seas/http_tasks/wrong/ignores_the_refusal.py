"""Wrong: the answer to the login is never looked at.

Loses: login_refused
"""
import json
import os
import time

import requests


def search(url, params):
    r = requests.get(url=url, params=dict(params))
    if r.status_code >= 400:
        raise requests.HTTPError("%s for %s" % (r.status_code, r.url), response=r)
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
    session = requests.Session()
    session.post(login_url, data={"user": user, "password": password})
    return session.get(page_url).text


def upload(url, path):
    with open(path, "rb") as handle:
        content = handle.read()
    parts = {"file": (os.path.split(path)[1], content, "application/octet-stream")}
    return json.loads(requests.post(url, files=parts).content)
