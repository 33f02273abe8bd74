"""Wrong: says at its end which lines had no answer, behind the totals of later lines.

Loses: says_no_answer
Says: after the total
"""

import itertools
import socket
import sys
import time

counter = itertools.count(1)


def ask(sock, server, number):
    rid = f"r{next(counter)}"
    packet = f"{rid} ADD {number}".encode()
    for _ in range(5):
        sock.sendto(packet, server)
        deadline = time.monotonic() + 0.2
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            sock.settimeout(left)
            try:
                data, sender = sock.recvfrom(4096)
            except TimeoutError:
                break
            try:
                words = data.decode().split(" ")
            except UnicodeDecodeError:
                continue
            if sender == server and len(words) == 2 and words[0] == rid:
                return words[1]
    return None


def main():
    server = (sys.argv[1], int(sys.argv[2]))
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    status = 0
    late = []
    for line in sys.stdin:
        total = ask(sock, server, line.strip())
        if total is None:
            late.append("no answer")
            status = 1
        else:
            print(total)
    print(*late, sep="\n")
    return status


sys.exit(main())
