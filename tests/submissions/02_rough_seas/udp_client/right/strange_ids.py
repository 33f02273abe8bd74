"""Right: IDs full of punctuation (base 85), and recursion instead of a loop."""
import base64
import itertools
import os
import socket
import sys
import time

serial = itertools.count(1)


def new_id():
    return base64.a85encode(os.urandom(12)).decode() + "%" + str(next(serial))


def receive(sock, server, name, deadline):
    left = deadline - time.monotonic()
    if left <= 0:
        return None
    sock.settimeout(left)
    try:
        data, sender = sock.recvfrom(1024)
        words = data.decode("ascii").split(" ")
    except (TimeoutError, UnicodeDecodeError):
        words, sender = [], None
    if sender == server and len(words) == 2 and words[0] == name:
        return words[1]
    return receive(sock, server, name, deadline)


def ask(sock, server, name, number, sendings=5):
    if sendings == 0:
        return None
    sock.sendto((name + " ADD " + number).encode(), server)
    total = receive(sock, server, name, time.monotonic() + 0.2)
    return total or ask(sock, server, name, number, sendings - 1)


def main():
    server = (sys.argv[1], int(sys.argv[2]))
    sock = socket.socket(type=socket.SOCK_DGRAM)
    totals = [ask(sock, server, new_id(), line.strip()) for line in sys.stdin]
    for total in totals:
        sys.stdout.write((total or "no answer") + "\n")
    sys.exit(None in totals)


main()
