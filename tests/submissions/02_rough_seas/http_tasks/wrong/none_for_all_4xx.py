"""Wrong: every 4xx gives None, not only 404.

Loses: get_or_none_raises
"""
import os

from requests import Session
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
    response = requests.get(url, timeout=timeout)
    if str(response.status_code).startswith("4"):
        return None
    response.raise_for_status()
    return response.text


class OnlyTheList(Retry):
    """A 429 or 413 with Retry-After is tried again by the plain Retry: not here."""

    RETRY_AFTER_STATUS_CODES = frozenset()


def get_with_retries(url, attempts):
    retry = OnlyTheList(
        total=attempts - 1,
        status_forcelist=[502, 503, 504],
        backoff_factor=0.1,
        backoff_max=1,
        retry_after_max=2,
    )
    with requests.Session() as s:
        s.mount("http://", HTTPAdapter(max_retries=retry))
        s.mount("https://", HTTPAdapter(max_retries=retry))
        r = s.get(url)
        r.raise_for_status()
        return r.text


def download(url, path):
    answer = requests.get(url, stream=True)
    answer.raise_for_status()
    folder, name = os.path.split(path)
    temp = os.path.join(folder, "." + name + ".swp")
    fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    size = 0
    try:
        for chunk in answer.iter_content(16384):
            view = memoryview(chunk)
            while view:
                done = os.write(fd, view)
                size += done
                view = view[done:]
    except Exception:
        os.remove(temp)
        raise
    finally:
        os.close(fd)
    os.replace(temp, path)
    return size


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as s:
        s.post(login_url, data={"user": user, "password": password}).raise_for_status()
        r = s.send(s.prepare_request(requests.Request("GET", page_url)))
    return r.text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.request("POST", url, files={"file": (os.path.basename(path), f)}).json()
