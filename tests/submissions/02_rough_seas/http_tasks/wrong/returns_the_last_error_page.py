"""Wrong: when the tries run out on a 503, its page is returned.

Loses: retries_only_so_often
"""
import os
import time

import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"


def search(url, params):
    resp = requests.get(url, params=params)
    resp.raise_for_status()
    return resp.json()


def failIfBad(reply):
    if reply.status_code >= 400 and reply.status_code <= 599:
        raise requests.exceptions.HTTPError(
            "Status: %d %s" % (reply.status_code, reply.reason), response=reply)


def get_or_none(url, timeout):
    reply = requests.get(url, timeout=float(timeout))
    if reply.status_code == 404:
        return None
    else:
        failIfBad(reply)
        return str(reply.content, reply.encoding or "utf-8")


def get_with_retries(url, attempts):
    for left in range(attempts)[::-1]:
        try:
            r = requests.get(url)
        except requests.ConnectionError:
            if not left:
                raise
            continue
        if r.status_code not in (502, 503, 504):
            r.raise_for_status()
            break
        if left:
            time.sleep(min(2, int(r.headers.get("Retry-After", 1))))
    return r.text


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
    S.cookies.clear()
    answer = S.post(login_url, (("user", user), ("password", password)))
    print(answer.history, answer)
    answer.raise_for_status()
    return S.get(page_url).text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.request("POST", url, files={"file": (os.path.basename(path), f)}).json()
