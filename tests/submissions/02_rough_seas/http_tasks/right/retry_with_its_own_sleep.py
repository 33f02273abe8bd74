"""Right: a Retry that does not respect Retry-After by itself but sleeps in a way of its own."""
import json
import os
import time

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry


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


def search(url, params):
    reply = requests.get(url, params)
    reply.raise_for_status()
    return json.loads(reply.text)


def get_or_none(url, timeout):
    reply = requests.get(url, timeout=timeout, stream=True)
    with reply:
        if reply.status_code == 404:
            return None
        reply.raise_for_status()
        return reply.text


def get_with_retries(url, attempts):
    reply = patient_session(attempts).get(url)
    reply.raise_for_status()
    return reply.text


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
    reply = requests.post(login_url, data={"user": user, "password": password})
    reply.raise_for_status()
    first = reply.history[0] if reply.history else reply
    return requests.get(page_url, cookies=first.cookies.get_dict()).text


def upload(url, path):
    with open(path, "rb") as handle:
        content = handle.read()
    parts = {"file": (os.path.split(path)[1], content, "application/octet-stream")}
    return json.loads(requests.post(url, files=parts).content)
