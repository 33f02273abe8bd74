"""Wrong: upload sends the first 64 KiB of a file.

Loses: upload_sends
Says: 65536 bytes came of
"""
import requests
import time
import os

def search(url, params):
    r = requests.get(url, params=params, timeout=5)
    r.raise_for_status()
    return r.json()

def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout)
    if r.status_code == 404:
        return None
    r.raise_for_status()
    return r.text

def get_with_retries(url, attempts):
    n = 0
    while True:
        n = n + 1
        wait = 0
        try:
            r = requests.get(url, timeout=5)
            if r.status_code not in (502, 503, 504):
                r.raise_for_status()
                return r.text
            if n == attempts:
                r.raise_for_status()
            wait = int(r.headers.get("Retry-After", 0))
        except requests.ConnectionError:
            print("connection broke, try", n)
            if n == attempts:
                raise
        time.sleep(wait)

def download(url, path):
    part = path + ".part"
    size = 0
    try:
        with requests.get(url, stream=True, timeout=5) as r:
            r.raise_for_status()
            with open(part, "wb") as f:
                for piece in r.iter_content(65536):
                    f.write(piece)
                    size += len(piece)
        length = r.headers.get("Content-Length")
        if length is not None and int(length) != size:
            raise Exception("too short")
        os.replace(part, path)
    except BaseException:
        if os.path.exists(part):
            os.remove(part)
        raise
    return size

def login_and_read(login_url, user, password, page_url):
    s = requests.Session()
    r = s.post(login_url, data={"user": user, "password": password}, timeout=5)
    r.raise_for_status()
    r = s.get(page_url, timeout=5)
    return r.text


def upload(url, path):
    with open(path, "rb") as f:
        r = requests.post(url, files={"file": (os.path.basename(path), f.read(65536))}, timeout=5)
    return r.json()
