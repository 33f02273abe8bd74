"""Right: a loop of its own in which a urllib3 Retry object only counts and knows the backoff."""
import contextlib
import os
import time

import requests
import urllib3
from urllib3.exceptions import MaxRetryError


def search(url, params):
    prepared = requests.models.PreparedRequest()
    prepared.prepare_url(url, params)
    response = requests.get(prepared.url)
    response.raise_for_status()
    return response.json()


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
    jar = requests.cookies.RequestsCookieJar()
    response = requests.post(login_url, data={"user": user, "password": password})
    response.raise_for_status()
    for step in response.history + [response]:
        jar.update(step.cookies)
    return requests.get(page_url, cookies=jar).text


def upload(url, path):
    with open(path, "rb") as source:
        answer = requests.post(url, files=(("file", (os.path.basename(path), source)),))
    return dict(answer.json())
