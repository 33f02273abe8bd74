"""Wrong: json without brackets: the method itself is returned.

Loses: upload_sends
Says: method json came back itself
"""
import os
import time

from requests import request
import requests

GENEROUS = (30, 300)


def search(url, params):
    r = requests.get(url, params=params, headers={"Accept": "application/json"})
    try:
        r.raise_for_status()
    finally:
        print(r.url, r.status_code)
    return [hit for hit in r.json()]


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout, allow_redirects=True)
    if r.status_code == 200:
        return r.text
    if r.status_code == 404:
        return None
    raise requests.HTTPError(r.status_code, response=r)


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
        time.sleep(min(int(asked), 2) if asked else 0)


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
    form = [("user", user), ("password", password)]
    r = request("POST", login_url, data=form, allow_redirects=False, timeout=GENEROUS)
    r.raise_for_status()
    return request("GET", page_url, cookies=r.cookies, timeout=GENEROUS).text


def upload(url, path):
    with open(path, "rb") as f:
        answer = requests.post(url, files={"file": f})
        return answer.json
