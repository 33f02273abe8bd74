"""Wrong: get_with_retries opens the connection by http.client, and catches the exceptions of requests.

Loses: retries_broken_connections
Says: Nobody listens where the program knocked.
"""
import http.client
import os
import time
from urllib.parse import urlsplit

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
    parts = urlsplit(url)
    for attempt in range(1, attempts + 1):
        connection = http.client.HTTPConnection(parts.hostname, parts.port)
        try:
            connection.request("GET", parts.path)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (requests.ConnectionError, http.client.HTTPException, ConnectionResetError) as error:
            if attempt == attempts:
                raise requests.ConnectionError(error)
            continue
        finally:
            connection.close()
        if answer.status in (502, 503, 504) and attempt < attempts:
            time.sleep(int(answer.getheader("Retry-After") or 0))
            continue
        if answer.status >= 400:
            raise requests.HTTPError(f"{answer.status} {answer.reason}")
        return text


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
