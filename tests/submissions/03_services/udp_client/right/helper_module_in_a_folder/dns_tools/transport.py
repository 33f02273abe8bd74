"""How messages travel."""
import selectors
import socket
import time
from random import SystemRandom

from .wire import BadMessage, Message, make_query

TRIES, WAIT = 3, 1.5


class NoAnswer(Exception):
    pass


def exchange(name, host, port):
    ident = SystemRandom().randint(0, 0xFFFF)
    with socket.socket(type=socket.SOCK_DGRAM) as sock, selectors.DefaultSelector() as selector:
        sock.setblocking(False)
        selector.register(sock, selectors.EVENT_READ)
        for _ in range(TRIES):
            sock.sendto(make_query(ident, name), (host, port))
            due = time.monotonic() + WAIT
            while True:
                events = selector.select(max(0, due - time.monotonic()))
                if not events:
                    break
                data, sender = sock.recvfrom(65535)
                if sender != (host, port):
                    continue
                try:
                    message = Message(data)
                except BadMessage:
                    continue
                if message.ident == ident and message.question == name.lower():
                    return message
    raise NoAnswer("nobody answered")
