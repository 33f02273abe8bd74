"""Wrong: the recursive call's text is not returned: None after any second try.

Loses: retries_errors
Says: the caller did not get that text
"""
from http.cookies import SimpleCookie
from urllib.parse import urlencode
import shutil
import tempfile
import time

from requests.exceptions import HTTPError
import requests

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def search(url, params):
    r = requests.Session().get(url, params=params, allow_redirects=True)
    if not r.ok:
        raise HTTPError(response=r)
    return r.json()


def get_or_none(url, timeout):
    print("asking", url, "for at most", timeout, "seconds")
    r = requests.get(url, timeout=timeout)
    print("got", r.status_code)
    text = None
    if r.status_code != 404:
        r.raise_for_status()
        text = r.text
    return text


def get_with_retries(url, attempts):
    try:
        r = requests.get(url)
    except requests.ConnectionError:
        if attempts == 1:
            raise
        get_with_retries(url, attempts - 1)
        return
    if r.status_code in (502, 503, 504) and attempts > 1:
        time.sleep(min(2, int(r.headers.get("Retry-After", 0))))
        get_with_retries(url, attempts - 1)
    else:
        r.raise_for_status()
        return r.text


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
    body = urlencode({"user": user, "password": password})
    answer = requests.post(login_url, data=body, headers=FORM, allow_redirects=False)
    answer.raise_for_status()
    morsels = SimpleCookie(answer.headers["Set-Cookie"]).values()
    cookie = "; ".join(f"{m.key}={m.value}" for m in morsels)
    return requests.get(page_url, headers={"Cookie": cookie}).text


def upload(url, path):
    with open(path, "rb") as fh:
        return requests.post(url, files={"file": fh}).json()
