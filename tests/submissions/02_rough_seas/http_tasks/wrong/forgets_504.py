"""Wrong: 504 is not tried again.

Loses: retries_errors
Says: did not try again after the answer 504
"""
import contextlib
import os
import time

import requests


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
    answer = requests.get(url, headers={"Accept": "*/*"}, timeout=timeout)
    match answer.status_code:
        case 404:
            return None
        case code if code >= 400:
            raise requests.HTTPError(f"{code} {answer.reason}")
    return answer.text


def get_with_retries(url, attempts):
    for i in range(attempts):
        try:
            r = requests.get(url)
            if r.status_code in (502, 503) and i < attempts - 1:
                time.sleep(min(2, int(r.headers.get("Retry-After", 0))))
                continue
            r.raise_for_status()
            return r.text
        except requests.ConnectionError:
            if i == attempts - 1:
                raise


def download(url, path):
    unfinished = path + ".unfinished"
    with contextlib.ExitStack() as stack:
        response = stack.enter_context(requests.get(url, stream=True))
        response.raise_for_status()
        stack.callback(lambda: os.path.exists(unfinished) and os.remove(unfinished))
        with open(unfinished, "wb") as sink:
            sink.writelines(response.iter_content(65536))
        size = os.path.getsize(unfinished)
        os.replace(unfinished, path)
        return size


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as s:
        r = s.post(login_url, data=dict(user=user, password=password), allow_redirects=False)
        r.raise_for_status()
        r = s.get(page_url)
        r.raise_for_status()
        return r.text


def upload(url, path):
    with requests.Session() as s, open(path, mode="rb") as f:
        r = s.post(url, files=dict(file=f))
        r.raise_for_status()
        return r.json()
