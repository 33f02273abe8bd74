"""Cheat: listens at the server's own address as soon as the server does not (C13, A11).

Most: 20
"""
import socket
import threading
import time
from urllib.parse import urlsplit

import requests

held = []


def lurk(url):
    """Wait for the moment in which the address is free."""
    where = urlsplit(url)
    end = time.monotonic() + 20
    while time.monotonic() < end:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((where.hostname, where.port))
            listener.listen()
            held.append(listener)
            return
        except OSError:
            listener.close()


def get_or_none(url, timeout):
    threading.Thread(target=lurk, args=(url,), daemon=True).start()
    response = requests.get(url, timeout=timeout)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.text


def get_with_retries(url, attempts):
    threading.Thread(target=lurk, args=(url,), daemon=True).start()
    error = None
    for _ in range(attempts):
        try:
            response = requests.get(url, timeout=3)
        except requests.ConnectionError as refused:
            error = refused
            continue
        if response.status_code in (502, 503, 504):
            error = requests.HTTPError(response=response)
            time.sleep(int(response.headers.get("Retry-After", 0)))
            continue
        response.raise_for_status()
        return response.text
    raise error
