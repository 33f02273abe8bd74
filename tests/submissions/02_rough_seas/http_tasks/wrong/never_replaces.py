"""Wrong: an older file is never replaced: FileExistsError.

Loses: download_keeps_the_older_file
"""
from threading import Event
from urllib.parse import urlencode
import os

import requests


def search(url, params):
    answer = requests.get(url + "?" + urlencode(params, doseq=True))
    answer.raise_for_status()
    return answer.json()


class Web:
    def __init__(self, allowed=()):
        self.allowed = allowed
        self.session = requests.Session()
        self.session.hooks["response"].append(self.check)

    def check(self, response, *args, **kwargs):
        if response.status_code not in self.allowed:
            response.raise_for_status()

    def get(self, url, **kwargs):
        return self.session.get(url, **kwargs)

    def post(self, url, **kwargs):
        return self.session.post(url, **kwargs)


def get_or_none(url, timeout):
    response = Web(allowed=[404]).get(url, timeout=timeout)
    return response.text if response.ok else None


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
    if os.path.exists(path):
        raise FileExistsError(path)
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        try:
            with open(path, "xb") as f:
                for chunk in r.iter_content(8192):
                    f.write(chunk)
                return f.tell()
        except Exception:
            os.remove(path)
            raise


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        return session.get(page_url).text


def upload(url, path):
    with open(path, "rb") as stream:
        return Web().post(url, files={"file": stream}).json()
