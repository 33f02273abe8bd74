"""Right: a plain socket and HTTP/1.0, which knows no chunks, where a real server judges."""
import os
import socket
import time

import requests


def search(url, params):
    response = requests.get(url, params=params)
    response.raise_for_status()
    return response.json()


def exchange(url, timeout=None):
    """Ask for a page in the manner of HTTP/1.0: the answer ends with the connection."""
    host, _, path = url.removeprefix("http://").partition("/")
    name, _, port = host.partition(":")
    line = socket.create_connection((name, int(port or 80)), timeout)
    line.sendall(f"GET /{path} HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
    answer = line.makefile("rb")
    words = answer.readline().split(None, 2)
    if len(words) < 2:
        raise ConnectionResetError("no answer")
    fields = {}
    while (row := answer.readline().strip()):
        key, _, value = row.decode("latin-1").partition(":")
        fields[key.strip().lower()] = value.strip()
    return int(words[1]), fields, answer


def get_or_none(url, timeout):
    try:
        status, fields, answer = exchange(url, timeout)
    except TimeoutError as error:
        raise requests.Timeout(str(error))
    if status == 404:
        return None
    if status >= 400:
        raise requests.HTTPError(str(status))
    return answer.read().decode()


def get_with_retries(url, attempts):
    for number in range(1, attempts + 1):
        pause = 0
        try:
            status, fields, answer = exchange(url)
            if status < 400:
                return answer.read().decode()
            trouble = requests.HTTPError(str(status))
            pause = int(fields.get("retry-after", 0))
            if status not in (502, 503, 504):
                break
        except OSError as error:
            trouble = requests.ConnectionError(str(error))
        if number < attempts:
            time.sleep(pause)
    raise trouble


def download(url, path):
    part = path + ".part"
    status, fields, answer = exchange(url)
    if status >= 400:
        raise requests.HTTPError(str(status))
    size = 0
    try:
        with open(part, "wb") as file:
            while piece := answer.read(1 << 15):
                size += file.write(piece)
        if size != int(fields.get("content-length", size)):
            raise requests.ConnectionError("the body is too short")
        os.replace(part, path)
    finally:
        if os.path.exists(part):
            os.remove(part)
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
