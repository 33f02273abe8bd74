"""Wrong: the chunks of the stream are joined in memory before they are written.

Loses: download_streams
"""
import os
import time

from urllib3.exceptions import MaxRetryError
import requests
import urllib3

S = requests.session()
S.headers["User-Agent"] = "my-first-client/0.1"


def search(url, params):
    r = requests.get(url, params=params)
    if 400 <= r.status_code < 600:
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
    body = b"".join(r.iter_content(64 * 1024))
    temp = path + ".new"
    with open(temp, "wb") as f:
        f.write(body)
    os.replace(temp, path)
    return len(body)


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        return session.get(page_url).text


def upload(url, path):
    f = open(path, "rb")
    answer = S.post(url, files=[("file", f)])
    f.close()
    print(answer.text)
    return answer.json()
