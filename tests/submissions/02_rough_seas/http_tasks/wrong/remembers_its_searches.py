"""Wrong: search keeps what came for the same arguments.

Loses: search_finds
Says: It made no request in this call
"""
import asyncio
import os
import re
import secrets
import sys
import urllib.error
import urllib.parse
import urllib.request

import requests


class Policy:
    again = {502, 503, 504}

    def __init__(self, attempts):
        self.left = attempts
        self.error = None

    def __iter__(self):
        return self

    def __next__(self):
        if self.left <= 0:
            raise self.error
        self.left -= 1
        return self.left


async def _retry(url, attempts):
    for left in Policy(attempts):
        delay = 0.0
        try:
            r = await asyncio.to_thread(requests.get, url, timeout=8)
        except requests.RequestException as e:
            if not isinstance(e, (requests.ConnectionError, requests.Timeout)) or not left:
                raise
            print("again:", e, file=sys.stderr)
        else:
            if r.status_code not in Policy.again or not left:
                r.raise_for_status()
                return r.text
            if m := re.fullmatch(r"\s*(\d+)\s*", r.headers.get("Retry-After", "")):
                delay = float(m[1])
        await asyncio.sleep(delay)


def get_with_retries(url, attempts):
    return asyncio.run(_retry(url, attempts))


def get_or_none(url, timeout):
    try:
        with urllib.request.urlopen(url, timeout=timeout) as f:
            return f.read().decode(f.headers.get_content_charset() or "utf-8")
    except urllib.error.HTTPError as e:
        if e.code == 404:
            return None
        resp = requests.Response()
        resp.status_code = e.code
        raise requests.HTTPError(str(e), response=resp)
    except TimeoutError as e:
        raise requests.Timeout(str(e))
    except urllib.error.URLError as e:
        if isinstance(e.reason, TimeoutError):
            raise requests.Timeout(str(e))
        raise


def download(url, path):
    temp = os.path.join(os.path.dirname(path) or ".", "." + secrets.token_hex(8))
    count = 0
    try:
        with urllib.request.urlopen(url, timeout=5) as f, open(temp, "wb", buffering=0) as out:
            while data := f.read(4096):
                out.write(data)
                count += len(data)
            expect = f.headers["Content-Length"]
            if expect and int(expect) != count:
                raise ValueError("short")
        os.rename(temp, path)
    finally:
        if os.path.lexists(temp):
            os.remove(temp)
    return count


def login_and_read(login_url, user, password, page_url):
    s = requests.Session()
    r = s.request("POST", login_url, data=urllib.parse.urlencode([("user", user), ("password", password)]),
                  headers={"Content-Type": "application/x-www-form-urlencoded"}, allow_redirects=False)
    r.raise_for_status()
    return s.get(page_url).text


def upload(url, path):
    name = os.path.basename(path)
    star = urllib.parse.quote(name, safe="")
    plain = "".join(c if c.isascii() and c not in '"\\' else "_" for c in name)
    boundary = secrets.token_urlsafe(20)
    with open(path, "rb") as f:
        body = b"\r\n".join([
            b"--" + boundary.encode(),
            f"Content-Disposition: form-data; name=\"file\"; filename=\"{plain}\"; filename*=UTF-8''{star}".encode(),
            b"", f.read(), b"--" + boundary.encode() + b"--", b""])
    r = requests.post(url, data=body, headers={"Content-Type": f'multipart/form-data; boundary="{boundary}"'})
    return r.json()

_found = {}

def search(url, params):
    key = (url, repr(params))
    if key not in _found:
        r = requests.get(url, params=params)
        r.raise_for_status()
        _found[key] = r.json()
    return _found[key]
