"""Wrong: the JSON text is returned, not a dict.

Loses: upload_sends
Says: The JSON came back as a text
"""
import os
import tempfile
import time

from requests import request
from requests.adapters import HTTPAdapter
import requests


def search(url, params):
    with requests.get(url, params=list(params.items())) as resp:
        resp.raise_for_status()
        return resp.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout, allow_redirects=True)
    if r.status_code == 200:
        return r.text
    if r.status_code == 404:
        return None
    raise requests.HTTPError(r.status_code, response=r)


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
    fd, temp = tempfile.mkstemp(prefix=".get-", dir=os.path.dirname(os.path.abspath(path)))
    try:
        with os.fdopen(fd, "wb") as out, request("GET", url, stream=True) as r:
            r.raise_for_status()
            for chunk in r.iter_content(1 << 16):
                out.write(chunk)
            size = out.tell()
        os.replace(temp, path)
    except BaseException:
        os.remove(temp)
        raise
    return size


def login_and_read(login_url, user, password, page_url):
    s = requests.Session()
    r = s.post(login_url, data={"password": password, "user": user, "submit": "Log in"})
    print("login:", r.status_code)
    r.raise_for_status()
    page = s.get(page_url)
    print("page:", page.status_code)
    return page.text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.post(url, files={"file": f}).text
