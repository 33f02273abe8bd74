"""Wrong: the timeout tuple limits the connecting, not the waiting for headers.

Loses: get_or_none_times_out
Says: connection was there at once; the wait for the answer
Never says: come to an end
"""
from pathlib import Path
from time import sleep
import shutil
import tempfile

from requests import ConnectionError
from requests import codes
from requests import post
from requests import request
import requests

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"
GENEROUS = (30, 300)


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
    r = requests.get(url, timeout=(timeout, None))
    if r.status_code == 404:
        return None
    r.raise_for_status()
    return r.text


def get_with_retries(url, attempts):
    seconds = 0
    try:
        r = request("GET", url, timeout=GENEROUS)
    except ConnectionError:
        if attempts <= 1:
            raise
    else:
        again = r.status_code in (codes.bad_gateway, codes.unavailable, codes.gateway_timeout)
        if not again or attempts <= 1:
            r.raise_for_status()
            return r.text
        if r.headers.get("Retry-After", "").isdigit():
            seconds = min(int(r.headers["Retry-After"]), 2)
    sleep(seconds)
    return get_with_retries(url, attempts - 1)


def download(url, path):
    with requests.get(url, stream=True) as resp, tempfile.TemporaryFile() as whole:
        resp.raise_for_status()
        shutil.copyfileobj(resp.raw, whole, 1 << 16)
        count = whole.tell()
        whole.seek(0)
        with open(path, "wb") as out:
            shutil.copyfileobj(whole, out)
    return count


def login_and_read(login_url, user, password, page_url):
    form = [("user", user), ("password", password)]
    r = request("POST", login_url, data=form, allow_redirects=False, timeout=GENEROUS)
    r.raise_for_status()
    return request("GET", page_url, cookies=r.cookies, timeout=GENEROUS).text


def upload(url, path):
    file = Path(path)
    with file.open("rb") as stream:
        return post(url, files={"file": (file.name, stream)}).json()
