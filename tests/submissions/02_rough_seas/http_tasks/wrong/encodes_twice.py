"""Wrong: the values are quoted by hand and then once more by requests.

Loses: search_encodes
"""
from http.cookies import SimpleCookie
from urllib.parse import quote
from urllib.parse import urlencode
import shutil
import tempfile
import time

from requests import codes
from requests import request
import requests

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def search(url, params):
    safe = {}
    for key, value in params.items():
        if isinstance(value, list):
            safe[key] = [quote(str(v)) for v in value]
        else:
            safe[key] = quote(str(value))
    response = requests.get(url, params=safe)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    r = request(method="get", url=url, timeout=(3.05, timeout))
    if r.status_code != codes.NOT_FOUND:
        r.raise_for_status()
        return r.text


def answers(url):
    while True:
        try:
            yield requests.get(url), None
        except requests.ConnectionError as error:
            yield None, error


def get_with_retries(url, attempts):
    for number, (r, error) in enumerate(answers(url), start=1):
        if r is not None and r.status_code not in (502, 503, 504):
            r.raise_for_status()
            return r.text
        if number == attempts:
            raise error or requests.RequestException("no luck: %d" % r.status_code, response=r)
        asked = r.headers.get("Retry-After") if r is not None else None
        time.sleep(min(int(asked), 2) if asked else 0.25)


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
    with requests.Session() as s, open(path, mode="rb") as f:
        r = s.post(url, files=dict(file=f))
        r.raise_for_status()
        return r.json()
