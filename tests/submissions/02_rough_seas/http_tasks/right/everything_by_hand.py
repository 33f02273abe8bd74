"""Right: query string, form and multipart encoded by hand, the cookie carried in a header."""
import os
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import requests
from urllib3.filepost import encode_multipart_formdata

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def search(url, params):
    answer = requests.get(url + "?" + urlencode(params, doseq=True))
    answer.raise_for_status()
    return answer.json()


def get_or_none(url, timeout):
    answer = requests.get(url, headers={"Accept": "*/*"}, timeout=timeout)
    match answer.status_code:
        case 404:
            return None
        case code if code >= 400:
            raise requests.HTTPError(f"{code} {answer.reason}")
    return answer.text


def get_with_retries(url, attempts):
    for left in reversed(range(attempts)):
        try:
            answer = requests.get(url, headers={"Connection": "close"})
        except requests.ConnectionError:
            if left == 0:
                raise
            time.sleep(0.05)
            continue
        if left and answer.status_code in (502, 503, 504):
            time.sleep(min(2, int(answer.headers.get("Retry-After") or 0)))
            continue
        answer.raise_for_status()
        return answer.text


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
    body = urlencode({"user": user, "password": password})
    answer = requests.post(login_url, data=body, headers=FORM, allow_redirects=False)
    answer.raise_for_status()
    morsels = SimpleCookie(answer.headers["Set-Cookie"]).values()
    cookie = "; ".join(f"{m.key}={m.value}" for m in morsels)
    return requests.get(page_url, headers={"Cookie": cookie}).text


def upload(url, path):
    with open(path, "rb") as fh:
        body, kind = encode_multipart_formdata({"file": (os.path.basename(path), fh.read())})
    return requests.post(url, data=body, headers={"Content-Type": kind}).json()
