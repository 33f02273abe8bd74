"""Wrong: Retry-After is not respected.

Loses: retries_wait_as_asked
Says: with Retry-After: 2 | was not waited for
"""
import os
import tempfile
import uuid

from requests import Session
from requests import request
from requests.adapters import HTTPAdapter
from urllib3.util import Retry
import requests


def search(url, params):
    with Session() as session:
        session.params.update(params)
        response = session.request("get", url)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    reply = requests.get(url, timeout=timeout, stream=True)
    with reply:
        if reply.status_code == 404:
            return None
        reply.raise_for_status()
        return reply.text


def get_with_retries(url, attempts):
    with requests.Session() as s:
        s.mount("http://", HTTPAdapter(max_retries=Retry(
            total=attempts - 1, status_forcelist=[502, 503, 504],
            respect_retry_after_header=False, backoff_factor=0.3, backoff_max=0.9)))
        r = s.get(url)
        r.raise_for_status()
        return r.text


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
    with requests.Session() as s:
        s.post(login_url, data={"user": user, "password": password}).raise_for_status()
        r = s.send(s.prepare_request(requests.Request("GET", page_url)))
    return r.text


def upload(url, path):
    mark = uuid.uuid4().hex
    head = '--%s\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n'
    with open(path, "rb") as f:
        body = (head % (mark, os.path.basename(path))).encode() + f.read()
    body += ("\r\n--%s--\r\n" % mark).encode()
    kind = {"Content-Type": "multipart/form-data; boundary=" + mark}
    return requests.post(url, data=body, headers=kind).json()
