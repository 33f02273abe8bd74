"""Wrong: a failure is printed and 0 returned: nothing is raised.

Loses: download_leaves_nothing
"""
import os
import time

from requests import Request
from requests import request
import requests

GENEROUS = (30, 300)


def search(url, params):
    prepared = Request("GET", url, params=params).prepare()
    with requests.Session() as session:
        response = session.send(prepared)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    resp = requests.get(url, timeout=timeout)
    if resp.status_code == 404:
        return None
    resp.raise_for_status()
    return resp.text


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
    temp = path + ".part"
    size = 0
    try:
        with requests.get(url, stream=True) as r:
            r.raise_for_status()
            with open(temp, "wb") as f:
                for chunk in r.iter_content(8192):
                    size += f.write(chunk)
        os.replace(temp, path)
        return size
    except requests.RequestException as error:
        print("download failed:", error)
        if os.path.exists(temp):
            os.remove(temp)
        return 0


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        return session.get(page_url).text


def upload(url, path):
    with open(path, "rb") as f:
        r = request("POST", url, files={"file": (os.path.basename(path), f)}, timeout=GENEROUS)
    return r.json()
