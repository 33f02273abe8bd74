"""Wrong: writes straight to path: half a body stays there when the connection breaks.

Loses: download_leaves_nothing
"""
import os
import time

from requests import codes
from requests import request
from requests.auth import AuthBase
from requests.exceptions import HTTPError
from urllib3.exceptions import MaxRetryError
import requests
import urllib3


def search(url, params):
    r = requests.Session().get(url, params=params, allow_redirects=True)
    if not r.ok:
        raise HTTPError(response=r)
    return r.json()


def get_or_none(url, timeout):
    r = request(method="get", url=url, timeout=(3.05, timeout))
    if r.status_code != codes.NOT_FOUND:
        r.raise_for_status()
        return r.text


def get_with_retries(url, attempts):
    counter = urllib3.Retry(attempts - 1, backoff_factor=0.1, backoff_max=0.5)
    while True:
        pause = None
        try:
            response = requests.get(url)
            if response.status_code not in range(502, 505):
                response.raise_for_status()
                return response.text
            failure = requests.HTTPError(response.reason, response=response)
            if response.headers.get("Retry-After"):
                pause = min(2, int(response.headers["Retry-After"]))
        except requests.ConnectionError as error:
            failure = error
        try:
            counter = counter.increment("GET", url, error=failure)
        except MaxRetryError:
            raise failure
        time.sleep(counter.get_backoff_time() if pause is None else pause)


def download(url, path):
    size = 0
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        with open(path, "wb") as f:
            for chunk in r.iter_content(8192):
                size += len(chunk)
                f.write(chunk)
    return size


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
    filename = os.path.basename(path)
    with open(path, "rb") as content:
        parts = [("file", (filename, content, "application/octet-stream", {"X-Note": "mine"}))]
        request = requests.Request("POST", url, files=parts)
        return requests.Session().send(request.prepare()).json()
