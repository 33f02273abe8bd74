"""Wrong: errors that are not tried again are returned as text.

Loses: retries_raise_at_once
Says: body of an error's page
"""
from urllib.parse import urlencode
import os
import time

import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"


def search(url, params):
    answer = requests.get(url + "?" + urlencode(params, doseq=True))
    answer.raise_for_status()
    return answer.json()


def get_or_none(url, timeout):
    resp = requests.get(url, timeout=timeout)
    if resp.status_code == 404:
        return None
    resp.raise_for_status()
    return resp.text


def get_with_retries(url, attempts):
    error = None
    for _ in range(attempts):
        try:
            r = requests.get(url)
        except requests.ConnectionError as e:
            error = e
            continue
        if r.status_code not in (502, 503, 504):
            return r.text
        error = requests.HTTPError(r.status_code, response=r)
        time.sleep(min(2, int(r.headers.get("Retry-After", 0))))
    raise error


def download(url, path):
    global last_size
    last_size = 0
    temp = os.path.join(os.path.dirname(path), "tmp-%d" % os.getpid())
    answer = S.get(url, stream=True)
    print(answer.headers)
    try:
        answer.raise_for_status()
        f = open(temp, "wb")
        try:
            for piece in answer:
                last_size = last_size + f.write(piece)
        finally:
            f.close()
            answer.close()
    except:
        if os.path.isfile(temp):
            os.unlink(temp)
        raise
    os.rename(temp, path)
    print("saved", last_size)
    return last_size


def login_and_read(login_url, user, password, page_url):
    r = requests.post(login_url, {"user": user, "password": password}, allow_redirects=False)
    if not r.is_redirect:
        r.raise_for_status()
    return requests.get(page_url, cookies=requests.utils.dict_from_cookiejar(r.cookies)).text


def upload(url, path):
    with open(path, "rb") as fh, requests.post(url, files={"file": fh}) as resp:
        return resp.json()
