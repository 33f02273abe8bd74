"""Wrong: the text is saved, not the bytes.

Loses: download_saves
Says: The bytes were decoded to text
"""
import json
import os
import time

from requests.adapters import HTTPAdapter
from urllib3.util import Retry
import requests


def search(url, params):
    with requests.get(url, params=list(params.items())) as resp:
        resp.raise_for_status()
        return resp.json()


def get_or_none(url, timeout):
    with requests.Session() as s:
        s.mount("http://", HTTPAdapter(max_retries=Retry(0, read=False)))
        r = s.get(url, timeout=timeout)
    if r.status_code == 404:
        return None
    r.raise_for_status()
    return r.text


def get_with_retries(url, attempts):
    for number in range(1, attempts + 1):
        wait = 0
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
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        r.encoding = r.encoding or "utf-8"
        try:
            with open(path + ".part", "w", encoding="utf-8") as f:
                for chunk in r.iter_content(4096, decode_unicode=True):
                    f.write(chunk)
            size = os.path.getsize(path + ".part")
            os.replace(path + ".part", path)
        except Exception:
            os.remove(path + ".part")
            raise
    return size


def login_and_read(login_url, user, password, page_url):
    r = requests.post(login_url, {"user": user, "password": password}, allow_redirects=False)
    if not r.is_redirect:
        r.raise_for_status()
    return requests.get(page_url, cookies=requests.utils.dict_from_cookiejar(r.cookies)).text


def upload(url, path):
    with open(path, "rb") as handle:
        content = handle.read()
    parts = {"file": (os.path.split(path)[1], content, "application/octet-stream")}
    return json.loads(requests.post(url, files=parts).content)
