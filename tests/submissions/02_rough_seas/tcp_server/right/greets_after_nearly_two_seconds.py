"""Right: takes nearly two seconds for each greeting.

Judged by: greets, survives_broken_clients
"""

import contextlib
import socket
import sys
import time


class Gone(Exception):
    pass


def take(sock, count):
    got = bytearray()
    while count > len(got):
        part = sock.recv(min(count - len(got), 1 << 16))
        if part == b"":
            raise Gone
        got.extend(part)
    return bytes(got)


def take_frame(sock):
    size = int.from_bytes(take(sock, 4), "big")
    if size > 1 << 24:
        raise Gone
    return take(sock, size)


def give_frame(sock, body):
    sock.sendall(len(body).to_bytes(4, "big") + body)


def attend(sock):
    time.sleep(1.7)
    give_frame(sock, ("ready " + socket.gethostname()).encode())
    while True:
        body = take_frame(sock)
        give_frame(sock, body[::-1])


def door(words):
    if len(words) == 1:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(words[0])
    else:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((words[0], int(words[1])))
    listener.listen(5)
    return listener


listener = door(sys.argv[1:])
while True:
    visitor, where = listener.accept()
    with visitor, contextlib.suppress(Gone, OSError):
        attend(visitor)
