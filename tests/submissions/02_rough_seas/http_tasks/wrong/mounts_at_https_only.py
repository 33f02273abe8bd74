"""Wrong: the adapter with the retries is mounted at https:// only.

Loses: retries_errors
Points: 14
Says: mounted at 'https://'
"""
import os
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry
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
    session = requests.Session()
    retry = Retry(total=attempts - 1, status_forcelist=[502, 503, 504])
    session.mount("https://", HTTPAdapter(max_retries=retry))
    response = session.get(url)
    response.raise_for_status()
    return response.text


def download(url, path):
    part = path + ".part"
    try:
        with requests.get(url, stream=True) as response, open(part, "wb") as file:
            response.raise_for_status()
            for piece in response.iter_content(65536):
                file.write(piece)
            size = file.tell()
        os.replace(part, path)
    except BaseException:
        if os.path.exists(part):
            os.remove(part)
        raise
    return size


def login_and_read(login_url, user, password, page_url):
    with requests.Session() as session:
        session.post(login_url, data={"user": user, "password": password}).raise_for_status()
        response = session.get(page_url)
        response.raise_for_status()
        return response.text


def upload(url, path):
    with open(path, "rb") as file:
        response = requests.post(url, files={"file": (os.path.basename(path), file)})
    response.raise_for_status()
    return response.json()
