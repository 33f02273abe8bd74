"""Wrong: the file is the body itself, no multipart form.

Loses: upload_sends
Says: The body is the file as it is, and not a form
"""
import json
import os
import time

from requests import get
import requests


def search(url, params):
    reply = requests.get(url, params)
    reply.raise_for_status()
    return json.loads(reply.text)


def get_or_none(url, timeout):
    response = get(url, None, timeout=timeout)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.content.decode(response.encoding or response.apparent_encoding or "utf-8")


class Stubborn(requests.Session):
    tries = 1

    def request(self, method, url, **kwargs):
        left = self.tries
        while True:
            left -= 1
            try:
                response = super().request(method, url, **kwargs)
            except requests.exceptions.ConnectionError:
                if not left:
                    raise
                continue
            if not left or response.status_code not in (502, 503, 504):
                return response
            seconds = response.headers.get("Retry-After", "")
            time.sleep(min(int(seconds), 2) if seconds.isdecimal() else 0)


def get_with_retries(url, attempts):
    session = Stubborn()
    session.tries = attempts
    response = session.get(url)
    response.raise_for_status()
    return response.text


def download(url, path):
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        with open(path + ".partial", "wb") as f:
            for chunk in r.iter_content(128 * 1024):
                f.write(chunk)
                print(".", end="", flush=True)
            size = f.tell()
    os.replace(path + ".partial", path)
    print()
    return size


def login_and_read(login_url, user, password, page_url):
    r = requests.post(login_url, {"user": user, "password": password}, allow_redirects=False)
    if not r.is_redirect:
        r.raise_for_status()
    return requests.get(page_url, cookies=requests.utils.dict_from_cookiejar(r.cookies)).text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.post(url, data=f).json()
