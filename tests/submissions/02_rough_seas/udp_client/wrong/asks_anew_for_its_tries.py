"""Wrong: the counter of its sendings has the name of the number, and each sending is a new request.

Loses: sends_again
Says: It is the request for another number
"""
import itertools
import os
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
numbers = itertools.count()
run = os.urandom(4).hex()


def ask(n):
    name = f"{run}{next(numbers)}"
    sock.sendto(f"{name} ADD {n}".encode(), server)
    end = time.monotonic() + 0.2
    while (left := end - time.monotonic()) > 0:
        sock.settimeout(left)
        try:
            data, sender = sock.recvfrom(2048)
        except OSError:
            continue
        words = data.decode("utf-8", "replace").split()
        if sender == server and len(words) == 2 and words[0] == name:
            return words[1]
    return None


status = 0
for line in sys.stdin:
    total = ask(line.strip())
    for n in range(2, 6):
        if total is None:
            total = ask(n)
    if total is None:
        status = 1
    print("no answer" if total is None else total)
sys.exit(status)
