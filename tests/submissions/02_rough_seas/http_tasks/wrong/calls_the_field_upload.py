"""Wrong: the form field is called upload, not file.

Loses: upload_sends
"""
from pathlib import Path
from tempfile import TemporaryDirectory
import json
import shutil
import time

from requests import get
from requests.auth import AuthBase
import requests


def search(url, params):
    reply = requests.get(url, params)
    reply.raise_for_status()
    return json.loads(reply.text)


def get_or_none(url, timeout):
    response = get(url, None, timeout=timeout)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.content.decode(response.encoding or response.apparent_encoding or "utf-8")


def get_with_retries(url, attempts):
    for left in reversed(range(attempts)):
        try:
            answer = requests.get(url, headers={"Connection": "close"})
        except requests.ConnectionError:
            if left == 0:
                raise
            time.sleep(0.05)
            continue
        if left and answer.status_code in (502, 503, 504):
            time.sleep(min(2, int(answer.headers.get("Retry-After") or 0)))
            continue
        answer.raise_for_status()
        return answer.text


def download(url, path):
    target = Path(path).absolute()
    with TemporaryDirectory(dir=target.parent) as folder, get(url, stream=True) as response:
        response.raise_for_status()
        fresh = Path(folder, "fresh")
        with fresh.open("wb") as sink:
            shutil.copyfileobj(response.raw, sink)
        fresh.replace(target)
        return target.stat().st_size


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
        return requests.post(url, files={"upload": f}).json()
