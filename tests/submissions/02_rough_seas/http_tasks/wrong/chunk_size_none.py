"""Wrong: iter_content(None) reads a body of known length in one piece.

Loses: download_streams
Says: iter_content(None)
Never says: nothing is said of stream
"""
import os
import time
import uuid

from requests.exceptions import HTTPError
import requests


def search(url, params):
    with requests.get(url, params=list(params.items())) as resp:
        resp.raise_for_status()
        return resp.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout)
    if r.status_code == 404:
        return None
    if not r:
        raise HTTPError(f"bad status {r.status_code}", response=r)
    return r.text


def get_with_retries(url, attempts):
    for left in reversed(range(attempts)):
        try:
            answer = requests.get(url, headers={"Connection": "close"})
        except requests.ConnectionError:
            if left == 0:
                raise
            time.sleep(0.05)
            continue
        if left and answer.status_code in (502, 503, 504):
            time.sleep(min(2, int(answer.headers.get("Retry-After") or 0)))
            continue
        answer.raise_for_status()
        return answer.text


def download(url, path):
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        temp = path + ".tmp"
        try:
            with open(temp, "wb") as f:
                size = 0
                for chunk in r.iter_content(chunk_size=None):
                    size += f.write(chunk)
        except Exception:
            os.remove(temp)
            raise
        os.replace(temp, path)
        return size


def login_and_read(login_url, user, password, page_url):
    reply = requests.post(login_url, data={"user": user, "password": password})
    reply.raise_for_status()
    first = reply.history[0] if reply.history else reply
    return requests.get(page_url, cookies=first.cookies.get_dict()).text


def upload(url, path):
    mark = uuid.uuid4().hex
    head = '--%s\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n'
    with open(path, "rb") as f:
        body = (head % (mark, os.path.basename(path))).encode() + f.read()
    body += ("\r\n--%s--\r\n" % mark).encode()
    kind = {"Content-Type": "multipart/form-data; boundary=" + mark}
    return requests.post(url, data=body, headers=kind).json()
