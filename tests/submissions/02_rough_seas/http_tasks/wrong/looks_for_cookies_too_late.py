"""Wrong: takes the cookies of the last answer; the redirect had set them.

Loses: login_reads
"""
import os
import tempfile
import time

from requests import request
import requests
import urllib3


def failIfBad(reply):
    if reply.status_code >= 400 and reply.status_code <= 599:
        raise requests.exceptions.HTTPError(
            "Status: %d %s" % (reply.status_code, reply.reason), response=reply)


def search(url, params):
    theSession = requests.Session()
    reply = theSession.get(url, params=params)
    failIfBad(reply)
    result = reply.json()
    theSession.close()
    return result


def get_or_none(url, timeout):
    limit = urllib3.Timeout(connect=timeout, read=timeout)
    response = requests.get(url, timeout=limit)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.text


def answers(url):
    while True:
        try:
            yield requests.get(url), None
        except requests.ConnectionError as error:
            yield None, error


def get_with_retries(url, attempts):
    for number, (r, error) in enumerate(answers(url), start=1):
        if r is not None and r.status_code not in (502, 503, 504):
            r.raise_for_status()
            return r.text
        if number == attempts:
            raise error or requests.RequestException("no luck: %d" % r.status_code, response=r)
        asked = r.headers.get("Retry-After") if r is not None else None
        time.sleep(min(int(asked), 2) if asked else 0.25)


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
    r = requests.post(login_url, data={"user": user, "password": password})
    r.raise_for_status()
    return requests.get(page_url, cookies=r.cookies).text


def upload(url, path):
    files = {"file": open(path, "rb")}
    try:
        return requests.post(url, files=files).json()
    finally:
        files["file"].close()
