"""Wrong: a Retry-After is waited for again before later tries that were given none.

Loses: retries_wait_as_asked
Says: as long as the answer before had asked for
"""
from urllib.parse import urlencode
import os
import time

from requests.adapters import HTTPAdapter
import requests


def search(url, params):
    answer = requests.get(url + "?" + urlencode(params, doseq=True))
    answer.raise_for_status()
    return answer.json()


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
    wait = 0
    for left in range(attempts - 1, -1, -1):
        try:
            r = requests.get(url)
            if r.status_code not in (502, 503, 504) or not left:
                r.raise_for_status()
                return r.text
            if "Retry-After" in r.headers:
                wait = min(2, int(r.headers["Retry-After"]))
        except requests.ConnectionError:
            if not left:
                raise
        time.sleep(wait)


def download(url, path):
    total = 0
    temp = path + ".download"
    reply = requests.get(url, stream=True)
    reply.raise_for_status()
    out = open(temp, "wb", buffering=0)
    try:
        for data in reply.iter_content(chunk_size=32 * 1024):
            total += out.write(data)
    except requests.RequestException:
        out.close()
        os.remove(temp)
        raise
    out.close()
    os.replace(temp, path)
    return total


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as s:
        s.post(login_url, data={"user": user, "password": password}).raise_for_status()
        r = s.send(s.prepare_request(requests.Request("GET", page_url)))
    return r.text


def upload(url, path):
    with requests.Session() as s, open(path, mode="rb") as f:
        r = s.post(url, files=dict(file=f))
        r.raise_for_status()
        return r.json()
