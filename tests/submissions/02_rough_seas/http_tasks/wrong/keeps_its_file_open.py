"""Wrong: the file has a large buffer and is never closed: a function that calls itself keeps it.

Loses: download_saves
Says: The file is empty when the function returns; what was written to a file that is not closed
"""
import os
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
    temp = path + ".part"
    try:
        with request("GET", url, stream=True) as r:
            r.raise_for_status()
            chunks = r.iter_content(1 << 16)
            out = open(temp, "wb", buffering=1 << 20)

            def save_the_rest():
                written = out.write(next(chunks, b""))
                return written + save_the_rest() if written else 0

            size = save_the_rest()
        os.replace(temp, path)
    except BaseException:
        if os.path.exists(temp):
            os.remove(temp)
        raise
    return size


def login_and_read(login_url, user, password, page_url):
    form = [("user", user), ("password", password)]
    r = request("POST", login_url, data=form, allow_redirects=False, timeout=GENEROUS)
    r.raise_for_status()
    return request("GET", page_url, cookies=r.cookies, timeout=GENEROUS).text


def upload(url, path):
    with open(path, "rb") as f:
        r = request("POST", url, files={"file": (os.path.basename(path), f)}, timeout=GENEROUS)
    return r.json()
