"""Wrong: the search is a POST.

Loses: search_finds
"""
import os
import shutil
import time

from requests import codes
from requests import request
from requests.adapters import HTTPAdapter
import requests

GENEROUS = (30, 300)


def search(url, params):
    with requests.Session() as s:
        r = s.post(url, params=params)
        r.raise_for_status()
        return r.json()


def get_or_none(url, timeout):
    r = request(method="get", url=url, timeout=(3.05, timeout))
    if r.status_code != codes.NOT_FOUND:
        r.raise_for_status()
        return r.text


def send(url, **options):
    request = requests.Request("GET", url).prepare()
    return HTTPAdapter().send(request, **options)


def get_with_retries(url, attempts):
    tries = iter(range(attempts, 0, -1))
    for left in tries:
        try:
            reply = send(url)
            reply.raise_for_status()
            return reply.text
        except (requests.ConnectionError, requests.HTTPError) as error:
            status = getattr(error.response, "status_code", None)
            if left == 1 or status not in (None, 502, 503, 504):
                raise
            wait = error.response.headers.get("Retry-After", 0) if status else 0
            time.sleep(sorted([0, int(wait), 2])[1])


def download(url, path):
    r = requests.get(url, stream=True)
    r.raise_for_status()
    temp = path + ".new"
    try:
        with open(temp, "wb") as f:
            shutil.copyfileobj(r.raw, f)
            length = f.tell()
        expected = r.headers.get("content-length")
        if expected is not None and int(expected) != length:
            raise IOError("only %d of %s bytes" % (length, expected))
        os.rename(temp, path)
    finally:
        r.close()
        if os.path.exists(temp):
            os.remove(temp)
    return length


def login_and_read(login_url, user, password, page_url):
    form = [("user", user), ("password", password)]
    r = request("POST", login_url, data=form, allow_redirects=False, timeout=GENEROUS)
    r.raise_for_status()
    return request("GET", page_url, cookies=r.cookies, timeout=GENEROUS).text


def upload(url, path):
    r = requests.post(url, files={"file": open(path, "rb")})
    print(r.status_code, r.text)
    return r.json()
