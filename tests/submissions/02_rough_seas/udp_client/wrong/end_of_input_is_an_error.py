"""Wrong: input() raises EOFError at the end of input, which nobody catches.

Loses: ends_with_status_0
Says: asked for input, and there was no more
"""
import itertools
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
status = 0


def wait(name):
    end = time.monotonic() + 0.2
    while (left := end - time.monotonic()) > 0:
        sock.settimeout(left)
        try:
            data, sender = sock.recvfrom(1024)
            words = data.decode().split(" ")
        except (socket.timeout, UnicodeDecodeError):
            continue
        if sender == server and words[0] == name and len(words) == 2:
            return words[1]
    return None


for n in itertools.count():
    line = input("number: ")
    if line == "quit":
        break
    total = None
    for _ in range(5):
        sock.sendto(f"in{n} ADD {line.strip()}".encode(), server)
        total = wait(f"in{n}")
        if total is not None:
            break
    if total is None:
        status = 1
        print("no answer")
    else:
        print("total", total)
sys.exit(status)
