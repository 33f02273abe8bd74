"""Wrong: total=attempts counts the retries: one try too many.

Loses: retries_only_so_often
"""
import os
import shutil

from requests.adapters import HTTPAdapter
from urllib3.util import Retry
import requests


def search(url, params):
    resp = requests.get(url, params=params)
    resp.raise_for_status()
    return resp.json()


def send(url, **options):
    request = requests.Request("GET", url).prepare()
    return HTTPAdapter().send(request, **options)


def get_or_none(url, timeout):
    reply = send(url, timeout=timeout)
    if reply.status_code == requests.codes["not_found"]:
        return None
    reply.raise_for_status()
    return reply.text


class Careful(Retry):
    RETRY_AFTER_STATUS_CODES = frozenset()


def get_with_retries(url, attempts):
    retry = Careful(total=attempts, status_forcelist=[502, 503, 504], retry_after_max=2)
    session = requests.Session()
    session.mount("http://", HTTPAdapter(max_retries=retry))
    response = session.get(url)
    response.raise_for_status()
    return response.text


def download(url, path):
    r = requests.get(url, stream=True)
    r.raise_for_status()
    temp = path + ".new"
    try:
        with open(temp, "wb") as f:
            shutil.copyfileobj(r.raw, f)
            length = f.tell()
        expected = r.headers.get("content-length")
        if expected is not None and int(expected) != length:
            raise IOError("only %d of %s bytes" % (length, expected))
        os.rename(temp, path)
    finally:
        r.close()
        if os.path.exists(temp):
            os.remove(temp)
    return length


def failIfBad(reply):
    if reply.status_code >= 400 and reply.status_code <= 599:
        raise requests.exceptions.HTTPError(
            "Status: %d %s" % (reply.status_code, reply.reason), response=reply)


def login_and_read(login_url, user, password, page_url):
    theSession = requests.Session()
    theForm = {}
    theForm["user"] = user
    theForm["password"] = password
    failIfBad(theSession.post(login_url, data=theForm))
    return theSession.get(page_url).text


def upload(url, path):
    with requests.Session() as s, open(path, mode="rb") as f:
        r = s.post(url, files=dict(file=f))
        r.raise_for_status()
        return r.json()
