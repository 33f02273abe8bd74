"""Wrong: the file was read to its end before: an empty part is sent.

Loses: upload_sends
Says: The file came empty
"""
from pathlib import Path
from tempfile import TemporaryDirectory
import shutil
import sys
import time

from requests import get
from requests import request
import requests
import urllib3

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"
TRY_AGAIN = [502, 503, 504]
GENEROUS = (30, 300)


def search(url, params):
    with requests.get(url, params=list(params.items())) as resp:
        resp.raise_for_status()
        return resp.json()


def get_or_none(url, timeout):
    limit = urllib3.Timeout(connect=timeout, read=timeout)
    response = requests.get(url, timeout=limit)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.text


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
    target = Path(path).absolute()
    with TemporaryDirectory(dir=target.parent) as folder, get(url, stream=True) as response:
        response.raise_for_status()
        fresh = Path(folder, "fresh")
        with fresh.open("wb") as sink:
            shutil.copyfileobj(response.raw, sink)
        fresh.replace(target)
        return target.stat().st_size


def login_and_read(login_url, user, password, page_url):
    form = [("user", user), ("password", password)]
    r = request("POST", login_url, data=form, allow_redirects=False, timeout=GENEROUS)
    r.raise_for_status()
    return request("GET", page_url, cookies=r.cookies, timeout=GENEROUS).text


def upload(url, path):
    with open(path, "rb") as f:
        print("sending", len(f.read()), "bytes")
        return requests.post(url, files={"file": f}).json()
