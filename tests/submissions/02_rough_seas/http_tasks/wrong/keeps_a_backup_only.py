"""Wrong: the older file is moved to .bak and not put back when the download fails.

Loses: download_keeps_the_older_file
"""
import os
import time

from requests import request
from requests.adapters import HTTPAdapter
import requests

GENEROUS = (30, 300)


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


def send(url, **options):
    request = requests.Request("GET", url).prepare()
    return HTTPAdapter().send(request, **options)


def get_or_none(url, timeout):
    reply = send(url, timeout=timeout)
    if reply.status_code == requests.codes["not_found"]:
        return None
    reply.raise_for_status()
    return reply.text


def get_with_retries(url, attempts):
    while attempts:
        attempts -= 1
        try:
            with requests.get(url) as resp:
                if resp.status_code in {502, 503, 504} and attempts:
                    time.sleep(min(int(resp.headers.get("Retry-After", "0")), 2))
                    continue
                resp.raise_for_status()
                return resp.text
        except requests.ConnectionError:
            if not attempts:
                raise


def download(url, path):
    if os.path.exists(path):
        os.replace(path, path + ".bak")
    n = 0
    try:
        r = requests.get(url, stream=True)
        r.raise_for_status()
        with open(path, "wb") as f:
            for chunk in r.iter_content(8192):
                n += f.write(chunk)
    except Exception:
        if os.path.exists(path):
            os.remove(path)
        raise
    return n


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as s:
        s.post(login_url, data={"user": user, "password": password}).raise_for_status()
        r = s.send(s.prepare_request(requests.Request("GET", page_url)))
    return r.text


def upload(url, path):
    with open(path, "rb") as f:
        r = request("POST", url, files={"file": (os.path.basename(path), f)}, timeout=GENEROUS)
    return r.json()
