"""Wrong: keeps a set of all its IDs and takes an answer that bears any of them.

Loses: passes_over_stale_answers
Says: which is the total in a late answer to line 1
"""
import secrets
import socket
import sys
import time

my_ids = set()


def ask(sock, server, number):
    name = secrets.token_hex(4)
    my_ids.add(name)
    for _ in range(5):
        sock.sendto(f"{name} ADD {number}".encode(), server)
        deadline = time.monotonic() + 0.2
        while (left := deadline - time.monotonic()) > 0:
            sock.settimeout(left)
            try:
                data, sender = sock.recvfrom(1024)
                words = data.decode("ascii").split(" ")
            except (TimeoutError, UnicodeDecodeError):
                continue
            if sender == server and words[0] in my_ids and len(words) == 2:
                return words[1]
    return None


status = 0
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    total = ask(sock, (sys.argv[1], int(sys.argv[2])), line.strip())
    if total is None:
        status = 1
        total = "no answer"
    print(total)
sys.exit(status)
