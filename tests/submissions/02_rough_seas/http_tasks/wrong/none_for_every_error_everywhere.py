"""Wrong: every function gives None where the answer is not ok, and raises nothing.

Loses: search_raises, get_or_none_raises, retries_broken_connections, retries_only_so_often, retries_raise_at_once, download_leaves_nothing, download_keeps_the_older_file, login_refused
Says: Nothing in the file raises an exception for the status of an answer
"""
import time

import requests


def search(url, params):
    response = requests.get(url, params=params)
    return response.json() if response.ok else None


def get_or_none(url, timeout):
    response = requests.get(url, timeout=timeout)
    return response.text if response.ok else None


def get_with_retries(url, attempts):
    for attempt in range(attempts):
        response = requests.get(url)
        if response.ok:
            return response.text
        if response.status_code in (502, 503, 504):
            time.sleep(int(response.headers.get("Retry-After", 0)))


def download(url, path):
    size = 0
    with requests.get(url, stream=True) as response, open(path, "wb") as file:
        for chunk in response.iter_content(65536):
            file.write(chunk)
            size += len(chunk)
    return size


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password})
        page = session.get(page_url)
        return page.text if page.ok else None


def upload(url, path):
    with open(path, "rb") as file:
        response = requests.post(url, files={"file": file})
    return response.json() if response.ok else None
