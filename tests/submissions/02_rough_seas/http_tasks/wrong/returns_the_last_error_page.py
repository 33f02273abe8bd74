"""Wrong: when the tries run out on a 503, its page is returned.

Loses: retries_only_so_often
Says: all of its 3 tries had failed | body of an error's page
"""
import http.cookiejar
import os
import time

import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"


def search(url, params):
    with requests.get(url, params=list(params.items())) as resp:
        resp.raise_for_status()
        return resp.json()


def get_or_none(url, timeout):
    answer = S.get(url, timeout=(timeout, timeout))
    print(answer)
    if answer.status_code == requests.codes.not_found:
        print("not there")
        return
    answer.raise_for_status()
    return answer.text


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
            time.sleep(min(2, int(r.headers.get("Retry-After", 0))))
    return r.text


def download(url, path):
    temp = f"{path}.{os.getpid()}~"
    with requests.Session() as s, s.get(url, stream=True) as r:
        r.raise_for_status()
        try:
            with open(temp, "xb") as f:
                n = sum(map(f.write, r.iter_content(100_000)))
            os.replace(temp, path)
            return n
        except Exception:
            os.unlink(temp)
            raise


def login_and_read(login_url, user, password, page_url):
    session = requests.Session()
    session.cookies = http.cookiejar.CookieJar()
    reply = session.post(login_url, data=(("user", user), ("password", password)))
    reply.raise_for_status()
    return session.get(page_url).text


def upload(url, path):
    with open(path, "rb") as fh:
        return requests.post(url, files={"file": fh}).json()
