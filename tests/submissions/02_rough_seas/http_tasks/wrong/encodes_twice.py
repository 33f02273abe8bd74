"""Wrong: the values are quoted by hand and then once more by requests.

Loses: search_finds
Says: encoded twice
"""
from urllib.parse import quote
import contextlib
import os
import time

from requests.adapters import HTTPAdapter
import requests


def search(url, params):
    safe = {}
    for key, value in params.items():
        if isinstance(value, list):
            safe[key] = [quote(str(v)) for v in value]
        else:
            safe[key] = quote(str(value))
    response = requests.get(url, params=safe)
    response.raise_for_status()
    return response.json()


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
    http = requests.Session()
    r = http.post(login_url, {"user": user, "password": password})
    if r.status_code in (401, 403):
        r.raise_for_status()
    return http.get(page_url).text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.request("POST", url, files={"file": (os.path.basename(path), f)}).json()
