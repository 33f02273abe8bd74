"""Wrong: switches off the check of the Content-Length: a short body is taken for whole.

Loses: download_leaves_nothing
Says: promised 300000 bytes, and 299999 came
"""
from threading import Event
import os

from urllib3.filepost import encode_multipart_formdata
import requests


def search(url, params):
    r = requests.get(url, params=params, headers={"Accept": "application/json"})
    try:
        r.raise_for_status()
    finally:
        print(r.url, r.status_code)
    return [hit for hit in r.json()]


def get_or_none(url, timeout):
    try:
        with requests.get(url, timeout=timeout) as resp:
            resp.raise_for_status()
            return resp.text
    except requests.HTTPError as err:
        if err.response.status_code == 404:
            return None
        raise


def get_with_retries(url, attempts):
    alarm = Event()
    problem = None
    for attempt in range(attempts):
        try:
            r = requests.get(url)
        except requests.ConnectionError as error:
            problem = error
            alarm.wait(0)
            continue
        if r.status_code not in (502, 503, 504):
            r.raise_for_status()
            return r.text
        problem = requests.HTTPError(f"still {r.status_code}", response=r)
        alarm.wait(min(2, int(r.headers.get("Retry-After", 0))))
    raise problem


def download(url, path):
    temp = path + ".part"
    size = 0
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        r.raw.enforce_content_length = False
        try:
            with open(temp, "wb") as f:
                while True:
                    data = r.raw.read(16384)
                    if not data:
                        break
                    size += f.write(data)
        except Exception:
            os.remove(temp)
            raise
    os.replace(temp, path)
    return size


def login_and_read(login_url, user, password, page_url):
    r = requests.post(login_url, {"user": user, "password": password}, allow_redirects=False)
    if not r.is_redirect:
        r.raise_for_status()
    return requests.get(page_url, cookies=requests.utils.dict_from_cookiejar(r.cookies)).text


def upload(url, path):
    with open(path, "rb") as fh:
        body, kind = encode_multipart_formdata({"file": (os.path.basename(path), fh.read())})
    return requests.post(url, data=body, headers={"Content-Type": kind}).json()
