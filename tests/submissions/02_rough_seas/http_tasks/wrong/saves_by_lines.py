"""Wrong: iter_lines takes the line ends away: other bytes than were sent.

Loses: download_saves
"""
import os
import time

from urllib3.exceptions import MaxRetryError
import requests
import urllib3

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"


def search(url, params):
    print("searching", url, params)
    answer = S.get(url, params=params)
    print("->", answer.status_code, answer.url)
    if not answer.ok:
        answer.raise_for_status()
    found = list(answer.json())
    print(len(found), "found")
    return found


def get_or_none(url, timeout):
    limit = urllib3.Timeout(connect=timeout, read=timeout)
    response = requests.get(url, timeout=limit)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.text


def get_with_retries(url, attempts):
    counter = urllib3.Retry(attempts - 1, backoff_factor=0.1, backoff_max=0.5)
    while True:
        pause = None
        try:
            response = requests.get(url)
            if response.status_code not in range(502, 505):
                response.raise_for_status()
                return response.text
            failure = requests.HTTPError(response.reason, response=response)
            if response.headers.get("Retry-After"):
                pause = min(2, int(response.headers["Retry-After"]))
        except requests.ConnectionError as error:
            failure = error
        try:
            counter = counter.increment("GET", url, error=failure)
        except MaxRetryError:
            raise failure
        time.sleep(counter.get_backoff_time() if pause is None else pause)


def download(url, path):
    r = requests.get(url, stream=True)
    r.raise_for_status()
    temp = path + ".tmp"
    try:
        with open(temp, "wb") as f:
            for line in r.iter_lines():
                f.write(line + b"\n")
            size = f.tell()
    except Exception:
        os.unlink(temp)
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
    with open(path, "rb") as f:
        r = requests.post(url, data={}, files={"file": (os.path.basename(f.name), f, None)})
    return r.json()
