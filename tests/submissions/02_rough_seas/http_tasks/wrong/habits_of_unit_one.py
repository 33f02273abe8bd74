"""Wrong: unit 1's requests, with no look at any status, a try that is hoped for, and all in memory.

Loses: search_raises, get_or_none_raises, retries_broken_connections, retries_only_so_often, retries_raise_at_once, download_streams, download_leaves_nothing, login_refused
Points: 9
Says: returned although
"""

import os
import time

import requests


def search(url, params):
    return requests.get(url, params=params).json()


def get_or_none(url, timeout):
    response = requests.get(url, timeout=timeout)
    if response.status_code == 404:
        return None
    return response.text


def get_with_retries(url, attempts):
    for _ in range(attempts):
        response = requests.get(url)
        if response.status_code == 200:
            return response.text
        time.sleep(1)
    return response.text


def download(url, path):
    response = requests.get(url)
    with open(path, "wb") as file:
        file.write(response.content)
    return len(response.content)


def login_and_read(login_url, user, password, page_url):
    session = requests.Session()
    session.post(login_url, data={"user": user, "password": password})
    return session.get(page_url).text


def upload(url, path):
    with open(path, "rb") as file:
        response = requests.post(url, files={"file": (os.path.basename(path), file)})
    return response.json()
