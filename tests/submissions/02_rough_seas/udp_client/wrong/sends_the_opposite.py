"""Wrong: sends each number with the other sign.

Loses: sends_a_request
Says: A minus sign was added
"""
import secrets
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def ask(number):
    name = secrets.token_hex(8)
    for _ in range(5):
        sock.sendto(f"{name} ADD {-number}".encode(), server)
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
    total = ask(int(line))
    if total is None:
        status = 1
    print("no answer" if total is None else total)
sys.exit(status)
