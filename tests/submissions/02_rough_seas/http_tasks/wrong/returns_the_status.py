"""Wrong: the status is returned, the JSON only printed.

Loses: upload_sends
Says: An int came back; a dict is asked for
"""
from threading import Event
import os
import tempfile

from requests import Request
from requests import get
from requests import request
import requests


def search(url, params):
    r = requests.get(url, params=params)
    if 400 <= r.status_code < 600:
        r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    response = get(url, None, timeout=timeout)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.content.decode(response.encoding or response.apparent_encoding or "utf-8")


def get_with_retries(url, attempts):
    alarm = Event()
    problem = None
    for attempt in range(attempts):
        try:
            r = requests.get(url)
        except requests.ConnectionError as error:
            problem = error
            alarm.wait(0)
            continue
        if r.status_code not in (502, 503, 504):
            r.raise_for_status()
            return r.text
        problem = requests.HTTPError(f"still {r.status_code}", response=r)
        alarm.wait(min(2, int(r.headers.get("Retry-After", 0))))
    raise problem


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


def _send(request, session=None, **options):
    session = session or requests.Session()
    return session.send(session.prepare_request(request), **options)


def login_and_read(login_url, user, password, page_url):
    session = requests.Session()
    form = {"user": user, "password": password}
    _send(Request("POST", login_url, data=form), session).raise_for_status()
    return _send(Request("GET", page_url), session).text


def upload(url, path):
    with open(path, "rb") as f:
        r = requests.post(url, files={"file": f})
    print(r.json())
    return r.status_code
