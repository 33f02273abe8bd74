"""Right: waits the whole Retry-After, however long it is."""
import os
import time
import uuid

from requests import get
from requests import post
from requests.cookies import RequestsCookieJar
from requests.exceptions import HTTPError
import requests


def search(url, params):
    r = requests.Session().get(url, params=params, allow_redirects=True)
    if not r.ok:
        raise HTTPError(response=r)
    return r.json()


def get_or_none(url, timeout):
    response = get(url, None, timeout=timeout)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.content.decode(response.encoding or response.apparent_encoding or "utf-8")


def get_with_retries(url, attempts):
    pause = 0
    for i in range(attempts):
        if i > 0:
            time.sleep(pause)
        pause = 0.2
        try:
            r = requests.get(url)
            r.raise_for_status()
            return r.text
        except requests.ConnectionError as e:
            error = e
        except requests.HTTPError as e:
            if r.status_code not in (502, 503, 504):
                raise
            pause = int(r.headers.get("Retry-After", 0))
            error = e
    raise error


def download(url, path):
    temp = "%s-%s" % (path, uuid.uuid4().hex)
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        try:
            with open(temp, "wb") as f:
                size = sum(f.write(part) for part in r.raw.stream(30_000))
        except Exception:
            os.remove(temp)
            raise
    os.replace(temp, path)
    return size


def login_and_read(login_url, user, password, page_url):
    jar = RequestsCookieJar()
    response = post(login_url, data={"user": user, "password": password}, allow_redirects=False)
    response.raise_for_status()
    for cookie in response.cookies:
        jar.set_cookie(cookie)
    return get(page_url, cookies=jar).text


def upload(url, path):
    with requests.Session() as s, open(path, mode="rb") as f:
        r = s.post(url, files=dict(file=f))
        r.raise_for_status()
        return r.json()
