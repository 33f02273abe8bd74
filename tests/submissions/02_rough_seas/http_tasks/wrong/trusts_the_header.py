"""Wrong: returns the Content-Length header, which a chunked answer does not have.

Loses: download_saves
"""
from threading import Event
import os
import shutil

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
    alarm = Event()
    problem = None
    for attempt in range(attempts):
        try:
            r = requests.get(url)
        except requests.ConnectionError as error:
            problem = error
            alarm.wait(0.3)
            continue
        if r.status_code not in (502, 503, 504):
            r.raise_for_status()
            return r.text
        problem = requests.HTTPError(f"still {r.status_code}", response=r)
        alarm.wait(min(2, int(r.headers.get("Retry-After", 1))))
    raise problem


def download(url, path):
    r = requests.get(url, stream=True)
    r.raise_for_status()
    temp = path + "~"
    try:
        with open(temp, "wb") as f:
            shutil.copyfileobj(r.raw, f)
        size = int(r.headers["Content-Length"])
        os.replace(temp, path)
        return size
    finally:
        if os.path.exists(temp):
            os.remove(temp)


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
    with open(path, "rb") as fh:
        return requests.post(url, files={"file": fh}).json()
