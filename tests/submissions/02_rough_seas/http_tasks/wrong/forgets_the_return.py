"""Wrong: the recursive call's text is not returned: None after any second try.

Loses: retries_errors
"""
import os
import time

from requests import request
import requests

GENEROUS = (30, 300)


def search(url, params):
    with requests.get(url, params=list(params.items())) as resp:
        resp.raise_for_status()
        return resp.json()


def get_or_none(url, timeout):
    r = requests.get(url, timeout=timeout, allow_redirects=True)
    if r.status_code == 200:
        return r.text
    if r.status_code == 404:
        return None
    raise requests.HTTPError(r.status_code, response=r)


def get_with_retries(url, attempts):
    try:
        r = requests.get(url)
    except requests.ConnectionError:
        if attempts == 1:
            raise
        get_with_retries(url, attempts - 1)
        return
    if r.status_code in (502, 503, 504) and attempts > 1:
        time.sleep(min(2, int(r.headers.get("Retry-After", 0))))
        get_with_retries(url, attempts - 1)
    else:
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
    jar = requests.cookies.RequestsCookieJar()
    response = requests.post(login_url, data={"user": user, "password": password})
    response.raise_for_status()
    for step in response.history + [response]:
        jar.update(step.cookies)
    return requests.get(page_url, cookies=jar).text


def upload(url, path):
    with open(path, "rb") as f:
        r = request("POST", url, files={"file": (os.path.basename(path), f)}, timeout=GENEROUS)
    return r.json()
