"""Wrong: download returns the response, and not the number of bytes.

Loses: download_saves
Says: The Response object came back; a number is asked for.
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
    for attempt in range(1, attempts + 1):
        try:
            response = requests.get(url)
        except requests.ConnectionError:
            if attempt == attempts:
                raise
            continue
        if response.status_code in (502, 503, 504) and attempt < attempts:
            time.sleep(int(response.headers.get("Retry-After", 0)))
            continue
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
    return response


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
