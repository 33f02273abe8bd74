"""Wrong: download uses http.client, and never looks at the status there.

Loses: download_leaves_nothing
Says: The status was that of an error. The page of this error lies at path now.
Never says: requests.get() raises nothing
"""
import http.client
import os
import time
from urllib.parse import urlsplit

import requests


def search(url, params):
    resp = requests.get(url, params=params)
    resp.raise_for_status()
    return resp.json()


def get_or_none(url, timeout):
    resp = requests.get(url, timeout=timeout)
    if resp.status_code == 404:
        return None
    resp.raise_for_status()
    return resp.text


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
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    part = path + ".part"
    size = 0
    try:
        connection.request("GET", parts.path)
        resp = connection.getresponse()
        with open(part, "wb") as out:
            while chunk := resp.read(64 * 1024):
                out.write(chunk)
                size += len(chunk)
        if size != int(resp.getheader("Content-Length", size)):
            raise OSError("cut short")
        os.replace(part, path)
    finally:
        connection.close()
        if os.path.exists(part):
            os.remove(part)
    return size


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        return session.get(page_url).text


def upload(url, path):
    with open(path, "rb") as fh:
        return requests.post(url, files={"file": fh}).json()
