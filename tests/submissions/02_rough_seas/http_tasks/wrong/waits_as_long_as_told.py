"""Wrong: waits the whole Retry-After, also 30 seconds.

Loses: retries_wait_as_asked
"""
from pathlib import Path
import contextlib
import os
import time

from requests import codes
from requests import post
from requests import request
from requests.exceptions import HTTPError
import requests


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
    for i in range(attempts):
        if i:
            time.sleep(pause)
        pause = 0.2
        try:
            r = requests.get(url)
            r.raise_for_status()
            return r.text
        except requests.ConnectionError as e:
            error = e
        except requests.HTTPError as e:
            if r.status_code not in (502, 503, 504):
                raise
            pause = int(r.headers.get("Retry-After", 0))
            error = e
    raise error


def download(url, path):
    unfinished = path + ".unfinished"
    with contextlib.ExitStack() as stack:
        response = stack.enter_context(requests.get(url, stream=True))
        response.raise_for_status()
        stack.callback(lambda: os.path.exists(unfinished) and os.remove(unfinished))
        with open(unfinished, "wb") as sink:
            sink.writelines(response.iter_content(65536))
        size = os.path.getsize(unfinished)
        os.replace(unfinished, path)
        return size


def login_and_read(login_url, user, password, page_url):
    with requests.post(
        login_url, {"user": user, "password": password}, allow_redirects=False
    ) as resp:
        resp.raise_for_status()
        cookies = {c.name: c.value for c in resp.cookies}
    with requests.get(page_url, cookies=cookies) as resp:
        return resp.text


def upload(url, path):
    file = Path(path)
    with file.open("rb") as stream:
        return post(url, files={"file": (file.name, stream)}).json()
