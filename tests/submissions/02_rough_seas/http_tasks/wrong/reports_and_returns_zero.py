"""Wrong: a failure is printed and 0 returned: nothing is raised.

Loses: download_leaves_nothing
Says: returned although the body was shorter
"""
import os
import time

from requests.exceptions import HTTPError
import requests


def search(url, params):
    r = requests.get(url, params=params)
    if 400 <= r.status_code < 600:
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
    temp = path + ".part"
    size = 0
    try:
        with requests.get(url, stream=True) as r:
            r.raise_for_status()
            with open(temp, "wb") as f:
                for chunk in r.iter_content(8192):
                    size += f.write(chunk)
        os.replace(temp, path)
        return size
    except requests.RequestException as error:
        print("download failed:", error)
        if os.path.exists(temp):
            os.remove(temp)
        return 0


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        return session.get(page_url).text


def upload(url, path):
    r = requests.post(url, files={"file": open(path, "rb")})
    print(r.status_code, r.text)
    return r.json()
