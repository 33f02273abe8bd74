"""Wrong: the status is never looked at: the error page is saved.

Loses: download_leaves_nothing
"""
import os
import time

from requests.exceptions import HTTPError
import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"


def search(url, params):
    r = requests.Session().get(url, params=params, allow_redirects=True)
    if not r.ok:
        raise HTTPError(response=r)
    return r.json()


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
    for number in range(1, attempts + 1):
        wait = 0.2
        try:
            resp = requests.get(url)
        except requests.ConnectionError:
            if number == attempts:
                raise
        else:
            if resp.status_code not in (502, 503, 504) or number == attempts:
                resp.raise_for_status()
                return resp.text
            if "Retry-After" in resp.headers:
                wait = min(2, int(resp.headers["Retry-After"]))
        time.sleep(wait)


def download(url, path):
    temp = path + ".part"
    with requests.get(url, stream=True) as r:
        try:
            with open(temp, "wb") as f:
                for chunk in r.iter_content(8192):
                    f.write(chunk)
            size = os.path.getsize(temp)
            os.replace(temp, path)
            return size
        finally:
            if os.path.exists(temp):
                os.remove(temp)


def login_and_read(login_url, user, password, page_url):
    S.cookies.clear()
    answer = S.post(login_url, (("user", user), ("password", password)))
    print(answer.history, answer)
    answer.raise_for_status()
    return S.get(page_url).text


def upload(url, path):
    with open(path, "rb") as f:
        r = requests.post(url, data={}, files={"file": (os.path.basename(f.name), f, None)})
    return r.json()
