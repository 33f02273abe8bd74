"""Wrong: only a refused connection is tried again: it looks for "refused" in the error.

Loses: retries_broken_connections
"""
import http.cookiejar
import os
import time
import uuid

from requests.adapters import HTTPAdapter
from urllib3.util import Retry
import requests


def search(url, params):
    with requests.Session() as s:
        s.params = params
        r = s.get(url)
    r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    with requests.Session() as s:
        s.mount("http://", HTTPAdapter(max_retries=Retry(0, read=False)))
        r = s.get(url, timeout=timeout)
    if r.status_code == 404:
        return None
    r.raise_for_status()
    return r.text


def get_with_retries(url, attempts):
    for number in range(attempts):
        last = number == attempts - 1
        try:
            reply = requests.get(url)
        except requests.ConnectionError as error:
            if last or "refused" not in str(error):
                raise
            time.sleep(0.2)
            continue
        if reply.status_code in (502, 503, 504) and not last:
            time.sleep(min(2, int(reply.headers.get("Retry-After", 0))))
            continue
        reply.raise_for_status()
        return reply.text


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
    session = requests.Session()
    session.cookies = http.cookiejar.CookieJar()
    reply = session.post(login_url, data=(("user", user), ("password", password)))
    reply.raise_for_status()
    return session.get(page_url).text


def upload(url, path):
    mark = uuid.uuid4().hex
    head = '--%s\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n'
    with open(path, "rb") as f:
        body = (head % (mark, os.path.basename(path))).encode() + f.read()
    body += ("\r\n--%s--\r\n" % mark).encode()
    kind = {"Content-Type": "multipart/form-data; boundary=" + mark}
    return requests.post(url, data=body, headers=kind).json()
