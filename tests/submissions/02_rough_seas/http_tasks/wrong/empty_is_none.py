"""Wrong: an empty page (200) gives None instead of the empty text.

Loses: get_or_none_reads
Says: counts as false
"""
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
import json
import os
import shutil
import uuid

from requests import get
import requests


def search(url, params):
    reply = requests.get(url, params)
    reply.raise_for_status()
    return json.loads(reply.text)


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout)
    if r.status_code != 404:
        r.raise_for_status()
        if r.text:
            return r.text
    return None


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
    target = Path(path).absolute()
    with TemporaryDirectory(dir=target.parent) as folder, get(url, stream=True) as response:
        response.raise_for_status()
        fresh = Path(folder, "fresh")
        with fresh.open("wb") as sink:
            shutil.copyfileobj(response.raw, sink)
        fresh.replace(target)
        return target.stat().st_size


def login_and_read(login_url, user, password, page_url):
    jar = requests.cookies.RequestsCookieJar()
    response = requests.post(login_url, data={"user": user, "password": password})
    response.raise_for_status()
    for step in response.history + [response]:
        jar.update(step.cookies)
    return requests.get(page_url, cookies=jar).text


def upload(url, path):
    mark = uuid.uuid4().hex
    head = '--%s\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n'
    with open(path, "rb") as f:
        body = (head % (mark, os.path.basename(path))).encode() + f.read()
    body += ("\r\n--%s--\r\n" % mark).encode()
    kind = {"Content-Type": "multipart/form-data; boundary=" + mark}
    return requests.post(url, data=body, headers=kind).json()
