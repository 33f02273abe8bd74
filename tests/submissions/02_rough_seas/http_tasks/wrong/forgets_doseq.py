"""Wrong: urlencode without doseq: a list becomes one value, brackets and all.

Loses: search_encodes
"""
from time import sleep
from urllib.parse import urlencode
import contextlib
import os

from requests import ConnectionError
from requests import codes
from requests import request
from requests.exceptions import HTTPError
from urllib3.filepost import encode_multipart_formdata
import requests

GENEROUS = (30, 300)
S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"


def search(url, params):
    r = requests.get(url, params=urlencode(params))
    if r.status_code >= 400:
        r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout)
    if r.status_code == 404:
        return None
    if not r:
        raise HTTPError(f"bad status {r.status_code}", response=r)
    return r.text


def get_with_retries(url, attempts):
    seconds = 0.3
    try:
        r = request("GET", url, timeout=GENEROUS)
    except ConnectionError:
        if attempts <= 1:
            raise
    else:
        again = r.status_code in (codes.bad_gateway, codes.unavailable, codes.gateway_timeout)
        if not again or attempts <= 1:
            r.raise_for_status()
            return r.text
        if r.headers.get("Retry-After", "").isdigit():
            seconds = min(int(r.headers["Retry-After"]), 2)
    sleep(seconds)
    return get_with_retries(url, attempts - 1)


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
    S.cookies.clear()
    answer = S.post(login_url, (("user", user), ("password", password)))
    print(answer.history, answer)
    answer.raise_for_status()
    return S.get(page_url).text


def upload(url, path):
    with open(path, "rb") as fh:
        body, kind = encode_multipart_formdata({"file": (os.path.basename(path), fh.read())})
    return requests.post(url, data=body, headers={"Content-Type": kind}).json()
