"""Wrong: the file is the body itself, no multipart form.

Loses: upload_sends
"""
import os
import time

from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from requests.exceptions import HTTPError
import requests


def search(url, params):
    r = requests.get(url, params=params, headers={"Accept": "application/json"})
    try:
        r.raise_for_status()
    finally:
        print(r.url, r.status_code)
    return [hit for hit in r.json()]


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout)
    if r.status_code == 404:
        return None
    if not r:
        raise HTTPError(f"bad status {r.status_code}", response=r)
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


class Cookie(AuthBase):
    def __init__(self, jar):
        self.jar = jar

    def __call__(self, request):
        request.headers["Cookie"] = "; ".join("%s=%s" % pair for pair in self.jar.items())
        return request


def login_and_read(login_url, user, password, page_url):
    r = requests.post(login_url, data=dict(user=user, password=password), allow_redirects=False)
    r.raise_for_status()
    return requests.get(page_url, auth=Cookie(r.cookies)).text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.post(url, data=f).json()
