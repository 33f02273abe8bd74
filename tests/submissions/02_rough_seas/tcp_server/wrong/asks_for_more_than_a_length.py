"""Wrong: reads a length by recv(2048)[:4], so what comes together with it is lost.

Loses: answers_a_frame, takes_fragments
Says: the bytes that come together with a length are lost
"""

import contextlib
import socket
import sys


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
    head = sock.recv(2048)[:4]
    if len(head) < 4:
        raise Gone
    size = int.from_bytes(head, "big")
    if size > 1 << 24:
        raise Gone
    return take(sock, size)


def give_frame(sock, body):
    sock.sendall(len(body).to_bytes(4, "big") + body)


def attend(sock):
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
