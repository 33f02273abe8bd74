"""Wrong: never looks at the address of the sender.

Loses: passes_over_strangers
Says: a stranger at another port
"""
import itertools
import socket
import sys
import time

ids = map(str, itertools.count(1))


def receive(sock, name):
    deadline = time.monotonic() + 0.2
    while (left := deadline - time.monotonic()) > 0:
        sock.settimeout(left)
        try:
            data = sock.recv(1024)
        except TimeoutError:
            return None
        try:
            first, total = data.decode("ascii").split(" ")
        except ValueError:
            continue
        if first == name:
            return total
    return None


def ask(sock, server, number):
    name = next(ids)
    for _ in range(5):
        sock.sendto(f"{name} ADD {number}".encode(), server)
        total = receive(sock, name)
        if total is not None:
            return total
    return "no answer"


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
answers = []
for line in sys.stdin:
    answers.append(ask(sock, (sys.argv[1], int(sys.argv[2])), int(line)))
    print(answers[-1])
sys.exit(1 if "no answer" in answers else 0)
