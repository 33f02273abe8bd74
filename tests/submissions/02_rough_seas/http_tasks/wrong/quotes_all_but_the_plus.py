"""Wrong: quote(safe="+"): a + of the value arrives as a blank.

Loses: search_encodes
"""
from urllib.parse import quote
import json
import os
import tempfile
import time

from requests import request
import requests

GENEROUS = (30, 300)


def search(url, params):
    pairs = []
    for key, value in params.items():
        for one in value if isinstance(value, list) else [value]:
            pairs.append(quote(key) + "=" + quote(str(one), safe="+"))
    reply = requests.get(url + "?" + "&".join(pairs))
    reply.raise_for_status()
    return reply.json()


def get_or_none(url, timeout):
    answer = requests.get(url, headers={"Accept": "*/*"}, timeout=timeout)
    match answer.status_code:
        case 404:
            return None
        case code if code >= 400:
            raise requests.HTTPError(f"{code} {answer.reason}")
    return answer.text


def get_with_retries(url, attempts):
    for number in range(1, attempts + 1):
        wait = 0.2
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
    with open(path, "rb") as handle:
        content = handle.read()
    parts = {"file": (os.path.split(path)[1], content, "application/octet-stream")}
    return json.loads(requests.post(url, files=parts).content)
