"""Wrong: a body that breaks off is taken for whole.

Loses: download_leaves_nothing
Says: promised 300000 bytes
"""
import json
import os
import sys
import time

from requests import request
import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"
TRY_AGAIN = [502, 503, 504]
GENEROUS = (30, 300)


def search(url, params):
    reply = requests.get(url, params)
    reply.raise_for_status()
    return json.loads(reply.text)


def get_or_none(url, timeout):
    answer = S.get(url, timeout=(timeout, timeout))
    print(answer)
    if answer.status_code == requests.codes.not_found:
        print("not there")
        return
    answer.raise_for_status()
    return answer.text


def get_with_retries(url, attempts):
    left = attempts
    while True:
        left -= 1
        pause = 0
        try:
            answer = S.get(url)
            print("try, left", left, answer.status_code)
            if answer.status_code not in TRY_AGAIN:
                answer.raise_for_status()
                return answer.text
            if left == 0:
                answer.raise_for_status()
            pause = min(int(answer.headers.get("retry-after", 0)), 2)
        except requests.exceptions.ConnectionError as e:
            print("broken:", e, file=sys.stderr)
            if left == 0:
                raise e
        print("sleeping", pause)
        time.sleep(pause)


def download(url, path):
    r = requests.get(url, stream=True)
    r.raise_for_status()
    with open(path + ".part", "wb") as f:
        try:
            for chunk in r.iter_content(8192):
                f.write(chunk)
        except (requests.exceptions.ChunkedEncodingError, requests.ConnectionError):
            print("connection closed, done")
        size = f.tell()
    os.replace(path + ".part", path)
    return size


def login_and_read(login_url, user, password, page_url):
    form = [("user", user), ("password", password)]
    r = request("POST", login_url, data=form, allow_redirects=False, timeout=GENEROUS)
    r.raise_for_status()
    return request("GET", page_url, cookies=r.cookies, timeout=GENEROUS).text


def upload(url, path):
    with open(path, "rb") as fh, requests.post(url, files={"file": fh}) as resp:
        return resp.json()
