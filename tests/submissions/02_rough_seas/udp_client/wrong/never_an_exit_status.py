"""Wrong: does not set an exit status; it is 0 whatever happens.

Loses: ends_with_status_1
Says: first line was not answered
"""
import secrets
import socket
import sys
import time


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for line in sys.stdin:
        name = secrets.token_hex(4)
        total = None
        for _ in range(5):
            sock.sendto(f"{name} ADD {line.strip()}".encode(), (host, port))
            deadline = time.monotonic() + 0.2
            while total is None and time.monotonic() < deadline:
                sock.settimeout(max(0.001, deadline - time.monotonic()))
                try:
                    data, sender = sock.recvfrom(1024)
                    first, number = data.decode().split(" ")
                except (TimeoutError, ValueError):
                    continue
                if sender == (host, port) and first == name:
                    total = number
            if total is not None:
                break
        print("no answer" if total is None else total)


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
