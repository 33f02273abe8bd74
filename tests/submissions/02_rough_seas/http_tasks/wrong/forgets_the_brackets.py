"""Wrong: raise_for_status without brackets is never called.

Loses: search_raises
"""
import os
import time

import requests


def search(url, params):
    r = requests.get(url, params=params)
    r.raise_for_status
    return r.json()


def get_or_none(url, timeout):
    try:
        with requests.get(url, timeout=timeout) as resp:
            resp.raise_for_status()
            return resp.text
    except requests.HTTPError as err:
        if err.response.status_code == 404:
            return None
        raise


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
    s = requests.Session()
    r = s.post(login_url, data={"password": password, "user": user, "submit": "Log in"})
    print("login:", r.status_code)
    r.raise_for_status()
    page = s.get(page_url)
    print("page:", page.status_code)
    return page.text


def upload(url, path):
    with requests.Session() as s, open(path, mode="rb") as f:
        r = s.post(url, files=dict(file=f))
        r.raise_for_status()
        return r.json()
