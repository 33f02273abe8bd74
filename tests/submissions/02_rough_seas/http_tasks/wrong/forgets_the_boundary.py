"""Wrong: a Content-Type header of its own has no boundary.

Loses: upload_sends
"""
from http.cookies import SimpleCookie
from time import sleep
from urllib.parse import urlencode
import os
import uuid

from requests import ConnectionError
from requests import codes
from requests import request
import requests
import urllib3

GENEROUS = (30, 300)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def search(url, params):
    resp = requests.get(url, params=params)
    resp.raise_for_status()
    return resp.json()


def get_or_none(url, timeout):
    limit = urllib3.Timeout(connect=timeout, read=timeout)
    response = requests.get(url, timeout=limit)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.text


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
    temp = "%s-%s" % (path, uuid.uuid4().hex)
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        try:
            with open(temp, "wb") as f:
                size = sum(f.write(part) for part in r.raw.stream(30_000))
        except Exception:
            os.remove(temp)
            raise
    os.replace(temp, path)
    return size


def login_and_read(login_url, user, password, page_url):
    body = urlencode({"user": user, "password": password})
    answer = requests.post(login_url, data=body, headers=FORM, allow_redirects=False)
    answer.raise_for_status()
    morsels = SimpleCookie(answer.headers["Set-Cookie"]).values()
    cookie = "; ".join(f"{m.key}={m.value}" for m in morsels)
    return requests.get(page_url, headers={"Cookie": cookie}).text


def upload(url, path):
    with open(path, "rb") as f:
        headers = {"Content-Type": "multipart/form-data"}
        return requests.post(url, files={"file": f}, headers=headers).json()
