"""Wrong: without stream=True the whole body is in memory before the loop begins.

Loses: download_streams
"""
from http.cookies import SimpleCookie
from urllib.parse import urlencode
import os
import time

from requests import Session
import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def search(url, params):
    with Session() as session:
        session.params.update(params)
        response = session.request("get", url)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    answer = S.get(url, timeout=(timeout, timeout))
    print(answer)
    if answer.status_code == requests.codes.not_found:
        print("not there")
        return
    answer.raise_for_status()
    return answer.text


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
    r = requests.get(url)
    r.raise_for_status()
    temp = path + ".part"
    size = 0
    with open(temp, "wb") as f:
        for chunk in r.iter_content(chunk_size=8192):
            size += f.write(chunk)
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
    with requests.Session() as s, open(path, mode="rb") as f:
        r = s.post(url, files=dict(file=f))
        r.raise_for_status()
        return r.json()
