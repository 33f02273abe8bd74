"""Wrong: iter_content(None) reads a body of known length in one piece.

Loses: download_streams
"""
import os
import time

from requests import Request
import requests


def search(url, params):
    prepared = Request("GET", url, params=params).prepare()
    with requests.Session() as session:
        response = session.send(prepared)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    answer = requests.get(url, headers={"Accept": "*/*"}, timeout=timeout)
    match answer.status_code:
        case 404:
            return None
        case code if code >= 400:
            raise requests.HTTPError(f"{code} {answer.reason}")
    return answer.text


def get_with_retries(url, attempts):
    for number in range(1, attempts + 1):
        wait = 0.2
        try:
            resp = requests.get(url)
        except requests.ConnectionError:
            if number == attempts:
                raise
        else:
            if resp.status_code not in (502, 503, 504) or number == attempts:
                resp.raise_for_status()
                return resp.text
            if "Retry-After" in resp.headers:
                wait = min(2, int(resp.headers["Retry-After"]))
        time.sleep(wait)


def download(url, path):
    with requests.get(url, stream=True) as r:
        r.raise_for_status()
        temp = path + ".tmp"
        try:
            with open(temp, "wb") as f:
                size = 0
                for chunk in r.iter_content(chunk_size=None):
                    size += f.write(chunk)
        except Exception:
            os.remove(temp)
            raise
        os.replace(temp, path)
        return size


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as s:
        r = s.post(login_url, data=dict(user=user, password=password), allow_redirects=False)
        r.raise_for_status()
        r = s.get(page_url)
        r.raise_for_status()
        return r.text


def upload(url, path):
    with open(path, "rb") as f:
        r = requests.post(url, data={}, files={"file": (os.path.basename(f.name), f, None)})
    return r.json()
