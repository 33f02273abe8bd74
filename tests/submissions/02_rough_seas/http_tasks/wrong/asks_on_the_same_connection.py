"""Wrong: get_with_retries writes each try on the connection that the server has closed after the first one.

Loses: retries_errors
Says: Nobody is at the other end of this socket, or not any more.
"""
import os
import socket
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
    head = f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n"
    with socket.create_connection((parts.hostname, parts.port)) as sock:
        for attempt in range(attempts):
            sock.sendall(head.encode())
            sock.sendall(b"\r\n")
            answer = b""
            while piece := sock.recv(65536):
                answer += piece
            head_came, _, body = answer.partition(b"\r\n\r\n")
            status = int(head_came.split()[1])
            if status not in (502, 503, 504):
                break
    if status >= 400:
        raise requests.HTTPError(f"status {status}")
    return body.decode()


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
