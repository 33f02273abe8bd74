"""Wrong: one ID is made at the start and used for every line.

Loses: uses_new_ids
Says: Lines 1 and 2
"""
import secrets
import socket
import sys
import time

NAME = secrets.token_hex(8)


def ask(sock, server, number):
    for _ in range(5):
        sock.sendto(f"{NAME} ADD {number}".encode(), server)
        deadline = time.monotonic() + 0.2
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            sock.settimeout(left)
            try:
                data, sender = sock.recvfrom(1024)
            except TimeoutError:
                break
            if sender == server and data.isascii():
                first, _, total = data.decode().partition(" ")
                if first == NAME and total:
                    return total
    return None


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
status = 0
for line in sys.stdin:
    total = ask(sock, (sys.argv[1], int(sys.argv[2])), line.strip())
    if total is None:
        print("no answer")
        status = 1
    else:
        print(total)
sys.exit(status)
