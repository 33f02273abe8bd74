"""Wrong: 410 Gone gives None like 404.

Loses: get_or_none_raises
"""
import os
import sys
import time
import uuid

import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"
TRY_AGAIN = [502, 503, 504]


def search(url, params):
    with requests.Session() as s:
        s.params = params
        r = s.get(url)
    r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    with requests.get(url, timeout=timeout) as r:
        if r.status_code in (404, 410):
            return None
        r.raise_for_status()
        return r.text


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
    with requests.post(
        login_url, {"user": user, "password": password}, allow_redirects=False
    ) as resp:
        resp.raise_for_status()
        cookies = {c.name: c.value for c in resp.cookies}
    with requests.get(page_url, cookies=cookies) as resp:
        return resp.text


def upload(url, path):
    with open(path, "rb") as fh:
        return requests.post(url, files={"file": fh}).json()
