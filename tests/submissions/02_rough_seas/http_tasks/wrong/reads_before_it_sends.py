"""Wrong: the file was read to its end before: an empty part is sent.

Loses: upload_sends
"""
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
    print("asking", url, "for at most", timeout, "seconds")
    r = requests.get(url, timeout=timeout)
    print("got", r.status_code)
    text = None
    if r.status_code != 404:
        r.raise_for_status()
        text = r.text
    return text


def get_with_retries(url, attempts):
    while attempts:
        attempts -= 1
        try:
            with requests.get(url) as resp:
                if resp.status_code in {502, 503, 504} and attempts:
                    time.sleep(min(int(resp.headers.get("Retry-After", "0")), 2))
                    continue
                resp.raise_for_status()
                return resp.text
        except requests.ConnectionError:
            if not attempts:
                raise


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


def login_and_read(login_url, user, password, page_url):
    jar = requests.cookies.RequestsCookieJar()
    response = requests.post(login_url, data={"user": user, "password": password})
    response.raise_for_status()
    for step in response.history + [response]:
        jar.update(step.cookies)
    return requests.get(page_url, cookies=jar).text


def upload(url, path):
    with open(path, "rb") as f:
        print("sending", len(f.read()), "bytes")
        return requests.post(url, files={"file": f}).json()
