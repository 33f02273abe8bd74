"""Wrong: Retry is told how often, and not after which statuses.

Loses: retries_errors
Says: takes an answer without Retry-After as it is unless its status_forcelist names the status
"""
import os
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

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
    with requests.Session() as session:
        session.mount("http://", HTTPAdapter(max_retries=Retry(total=attempts - 1)))
        response = session.get(url)
        response.raise_for_status()
        return response.text


def download(url, path):
    part = path + ".part"
    try:
        with requests.get(url, stream=True) as response, open(part, "wb") as file:
            response.raise_for_status()
            size = 0
            for chunk in response.iter_content(65536):
                file.write(chunk)
                size += len(chunk)
            length = response.headers.get("Content-Length")
            if length is not None and int(length) != size:
                raise OSError("the body is too short")
        os.replace(part, path)
    finally:
        if os.path.exists(part):
            os.remove(part)
    return size


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        page = session.get(page_url)
        page.raise_for_status()
        return page.text


def upload(url, path):
    with open(path, "rb") as file:
        response = requests.post(url, files={"file": file})
    response.raise_for_status()
    return response.json()
