"""Right: the older file is moved aside and put back if it fails; sleeps on an Event."""
import os
from threading import Event

import requests
from requests.auth import AuthBase


def search(url, params):
    flat = []
    for key in params:
        values = params[key]
        if not isinstance(values, list):
            values = [values]
        for value in values:
            flat.append((key, str(value)))
    r = requests.get(url, params=tuple(flat))
    r.raise_for_status()
    return r.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout, allow_redirects=True)
    if r.status_code == 200:
        return r.text
    if r.status_code == 404:
        return None
    raise requests.HTTPError(r.status_code, response=r)


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
    aside = None
    if os.path.exists(path):
        aside = path + ".older"
        os.rename(path, aside)
    try:
        r = requests.get(url, stream=True)
        r.raise_for_status()
        with open(path, "wb") as f:
            for chunk in r.iter_content(50_000):
                f.write(chunk)
    except BaseException:
        if os.path.exists(path):
            os.remove(path)
        if aside:
            os.rename(aside, path)
        raise
    if aside:
        os.remove(aside)
    return os.path.getsize(path)


class Cookie(AuthBase):
    def __init__(self, jar):
        self.jar = jar

    def __call__(self, request):
        request.headers["Cookie"] = "; ".join("%s=%s" % pair for pair in self.jar.items())
        return request


def login_and_read(login_url, user, password, page_url):
    r = requests.post(login_url, data=dict(user=user, password=password), allow_redirects=False)
    r.raise_for_status()
    return requests.get(page_url, auth=Cookie(r.cookies)).text


def upload(url, path):
    with open(path, "rb") as f:
        return requests.request("POST", url, files={"file": (os.path.basename(path), f)}).json()
