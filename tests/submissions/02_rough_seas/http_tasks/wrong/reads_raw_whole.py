"""Wrong: resp.raw.read() without a size reads the whole body at once.

Loses: download_streams
"""
import os
import sys
import time

import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"
TRY_AGAIN = [502, 503, 504]


def search(url, params):
    resp = requests.get(url, params=params)
    resp.raise_for_status()
    return resp.json()


def get_or_none(url, timeout):
    try:
        with requests.get(url, timeout=timeout) as resp:
            resp.raise_for_status()
            return resp.text
    except requests.HTTPError as err:
        if err.response.status_code == 404:
            return None
        raise


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
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        temp = os.path.join(os.path.dirname(path), "download.tmp")
        data = r.raw.read()
        with open(temp, "wb") as f:
            n = f.write(data)
    os.rename(temp, path)
    return n


def login_and_read(login_url, user, password, page_url):
    reply = requests.post(login_url, data={"user": user, "password": password})
    reply.raise_for_status()
    first = reply.history[0] if reply.history else reply
    return requests.get(page_url, cookies=first.cookies.get_dict()).text


def upload(url, path):
    with requests.Session() as s, open(path, mode="rb") as f:
        r = s.post(url, files=dict(file=f))
        r.raise_for_status()
        return r.json()
