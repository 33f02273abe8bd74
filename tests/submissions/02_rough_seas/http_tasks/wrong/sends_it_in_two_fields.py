"""Wrong: the file is sent twice, in case that the server knows it by its other name.

Loses: upload_sends
Says: 2 files came, and one was asked for.
"""
import os
import tempfile
from time import sleep

from requests import ConnectionError, codes, request

GENEROUS = (30, 300)


def search(url, params):
    pairs = []
    for key, value in params.items():
        if isinstance(value, (list, tuple)):
            pairs.extend((key, one) for one in value)
        else:
            pairs.append((key, value))
    r = request("GET", url, params=pairs, timeout=GENEROUS)
    r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    r = request(method="get", url=url, timeout=(3.05, timeout))
    if r.status_code != codes.NOT_FOUND:
        r.raise_for_status()
        return r.text


def get_with_retries(url, attempts):
    seconds = 0.3
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
    fd, temp = tempfile.mkstemp(prefix=".get-", dir=os.path.dirname(os.path.abspath(path)))
    try:
        with os.fdopen(fd, "wb") as out, request("GET", url, stream=True) as r:
            r.raise_for_status()
            for chunk in r.iter_content(1 << 16):
                out.write(chunk)
            size = out.tell()
        os.replace(temp, path)
    except BaseException:
        os.remove(temp)
        raise
    return size


def login_and_read(login_url, user, password, page_url):
    form = [("user", user), ("password", password)]
    r = request("POST", login_url, data=form, allow_redirects=False, timeout=GENEROUS)
    r.raise_for_status()
    return request("GET", page_url, cookies=r.cookies, timeout=GENEROUS).text


def upload(url, path):
    name = os.path.basename(path)
    with open(path, "rb") as f:
        content = f.read()
    files = {"file": (name, content), "upload": (name, content)}
    return request("POST", url, files=files, timeout=GENEROUS).json()
