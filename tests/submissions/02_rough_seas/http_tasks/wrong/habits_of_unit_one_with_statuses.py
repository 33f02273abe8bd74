"""Wrong: unit 1's requests, and raise_for_status() at the end of each: only a status is a failure.

Loses: retries_broken_connections, retries_raise_at_once, retries_wait_as_asked, download_streams
Points: 14
Says: Waiting does not help with this status
"""

import os
import time

import requests


def search(url, params):
    response = requests.get(url, params=params)
    response.raise_for_status()
    return response.json()


def get_or_none(url, timeout):
    response = requests.get(url, timeout=timeout)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.text


def get_with_retries(url, attempts):
    for _ in range(attempts):
        response = requests.get(url)
        if response.status_code == 200:
            return response.text
        time.sleep(0.5)
    response.raise_for_status()


def download(url, path):
    response = requests.get(url)
    response.raise_for_status()
    with open(path, "wb") as file:
        file.write(response.content)
    return len(response.content)


def login_and_read(login_url, user, password, page_url):
    session = requests.Session()
    response = session.post(login_url, data={"user": user, "password": password})
    response.raise_for_status()
    page = session.get(page_url)
    page.raise_for_status()
    return page.text


def upload(url, path):
    with open(path, "rb") as file:
        response = requests.post(url, files={"file": (os.path.basename(path), file)})
    response.raise_for_status()
    return response.json()
