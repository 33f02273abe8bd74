"""Wrong: only 4xx raise; for 5xx an empty list is returned.

Loses: search_raises
"""
from threading import Event
import os

from requests import request
from requests.adapters import HTTPAdapter
from urllib3.filepost import encode_multipart_formdata
import requests

GENEROUS = (30, 300)


def search(url, params):
    r = requests.get(url, params=params)
    if 400 <= r.status_code < 500:
        r.raise_for_status()
    elif r.status_code >= 500:
        print("server is broken, nothing found")
        return []
    return r.json()


def send(url, **options):
    request = requests.Request("GET", url).prepare()
    return HTTPAdapter().send(request, **options)


def get_or_none(url, timeout):
    reply = send(url, timeout=timeout)
    if reply.status_code == requests.codes["not_found"]:
        return None
    reply.raise_for_status()
    return reply.text


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
    temp = f"{path}.{os.getpid()}~"
    with requests.Session() as s, s.get(url, stream=True) as r:
        r.raise_for_status()
        try:
            with open(temp, "xb") as f:
                n = sum(map(f.write, r.iter_content(100_000)))
            os.replace(temp, path)
            return n
        except Exception:
            os.unlink(temp)
            raise


def login_and_read(login_url, user, password, page_url):
    form = [("user", user), ("password", password)]
    r = request("POST", login_url, data=form, allow_redirects=False, timeout=GENEROUS)
    r.raise_for_status()
    return request("GET", page_url, cookies=r.cookies, timeout=GENEROUS).text


def upload(url, path):
    with open(path, "rb") as fh:
        body, kind = encode_multipart_formdata({"file": (os.path.basename(path), fh.read())})
    return requests.post(url, data=body, headers={"Content-Type": kind}).json()
