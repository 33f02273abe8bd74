"""Wrong: a Retry-After is waited for again before later tries that were given none.

Loses: retries_wait_as_asked
"""
import os
import time

from requests import codes
from requests import request
import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"


def search(url, params):
    print("searching", url, params)
    answer = S.get(url, params=params)
    print("->", answer.status_code, answer.url)
    if not answer.ok:
        answer.raise_for_status()
    found = list(answer.json())
    print(len(found), "found")
    return found


def get_or_none(url, timeout):
    r = request(method="get", url=url, timeout=(3.05, timeout))
    if r.status_code != codes.NOT_FOUND:
        r.raise_for_status()
        return r.text


def get_with_retries(url, attempts):
    wait = 0
    for left in range(attempts - 1, -1, -1):
        try:
            r = requests.get(url)
            if r.status_code not in (502, 503, 504) or not left:
                r.raise_for_status()
                return r.text
            if "Retry-After" in r.headers:
                wait = min(2, int(r.headers["Retry-After"]))
        except requests.ConnectionError:
            if not left:
                raise
        time.sleep(wait)


def download(url, path):
    part = path + ".part"
    size = 0
    try:
        with requests.get(url, stream=True) as resp:
            resp.raise_for_status()
            with open(part, "wb") as out:
                for chunk in resp.iter_content(64 * 1024):
                    out.write(chunk)
                    size += len(chunk)
        os.replace(part, path)
    finally:
        if os.path.exists(part):
            os.remove(part)
    return size


def login_and_read(login_url, user, password, page_url):
    r = requests.post(login_url, {"user": user, "password": password}, allow_redirects=False)
    if not r.is_redirect:
        r.raise_for_status()
    return requests.get(page_url, cookies=requests.utils.dict_from_cookiejar(r.cookies)).text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.request("POST", url, files={"file": (os.path.basename(path), f)}).json()
