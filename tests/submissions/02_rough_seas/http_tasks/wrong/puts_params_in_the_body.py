"""Wrong: the parameters go into the body of the GET (data=), not into the query.

Loses: search_finds
"""
import os
import time
import uuid

from requests import codes
from requests import request
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry
import requests


def search(url, params):
    r = requests.get(url, data=params)
    r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    r = request(method="get", url=url, timeout=(3.05, timeout))
    if r.status_code != codes.NOT_FOUND:
        r.raise_for_status()
        return r.text


class Patient(Retry):
    def sleep(self, response=None):
        asked = response.headers.get("Retry-After") if response is not None else None
        time.sleep(min(int(asked), 2) if asked else 0.1)


def patient_session(attempts):
    policy = Patient(
        total=attempts - 1,
        connect=None,
        read=None,
        status=None,
        status_forcelist=(502, 503, 504),
        allowed_methods=["GET"],
        respect_retry_after_header=False,
        raise_on_status=False,
    )
    session = requests.Session()
    session.mount("http://", HTTPAdapter(max_retries=policy))
    return session


def get_with_retries(url, attempts):
    reply = patient_session(attempts).get(url)
    reply.raise_for_status()
    return reply.text


def download(url, path):
    temp = "%s-%s" % (path, uuid.uuid4().hex)
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        try:
            with open(temp, "wb") as f:
                size = sum(f.write(part) for part in r.raw.stream(30_000))
        except Exception:
            os.remove(temp)
            raise
    os.replace(temp, path)
    return size


def login_and_read(login_url, user, password, page_url):
    http = requests.Session()
    r = http.post(login_url, {"user": user, "password": password})
    if r.status_code in (401, 403):
        r.raise_for_status()
    return http.get(page_url).text


def upload(url, path):
    f = open(path, "rb")
    theFiles = {"file": (path.split("/")[-1], f.read())}
    f.close()
    return requests.post(url, files=theFiles).json()
