"""Wrong: a body that breaks off is taken for whole.

Loses: download_leaves_nothing
"""
import os
import time

from requests import get
from requests import post
from requests.cookies import RequestsCookieJar
import requests


def search(url, params):
    prepared = requests.models.PreparedRequest()
    prepared.prepare_url(url, params)
    response = requests.get(prepared.url)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=(timeout, timeout))
    return None if r.status_code == 404 else (r.raise_for_status() or r.text)


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
    r = requests.get(url, stream=True)
    r.raise_for_status()
    with open(path + ".part", "wb") as f:
        try:
            for chunk in r.iter_content(8192):
                f.write(chunk)
        except (requests.exceptions.ChunkedEncodingError, requests.ConnectionError):
            print("connection closed, done")
        size = f.tell()
    os.replace(path + ".part", path)
    return size


def login_and_read(login_url, user, password, page_url):
    jar = RequestsCookieJar()
    response = post(login_url, data={"user": user, "password": password}, allow_redirects=False)
    response.raise_for_status()
    for cookie in response.cookies:
        jar.set_cookie(cookie)
    return get(page_url, cookies=jar).text


def upload(url, path):
    f = open(path, "rb")
    theFiles = {"file": (path.split("/")[-1], f.read())}
    f.close()
    return requests.post(url, files=theFiles).json()
