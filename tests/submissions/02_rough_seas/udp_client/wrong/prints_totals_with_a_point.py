"""Wrong: it makes a float of the total that it prints.

Loses: prints_the_total
Says: It stands there only as a part of
"""

import secrets
import socket
import sys
import time


def ask(sock, server, number):
    name = secrets.token_hex(4)
    request = f"{name} ADD {number}".encode()
    for _ in range(5):
        sock.sendto(request, server)
        deadline = time.monotonic() + 0.2
        while (left := deadline - time.monotonic()) > 0:
            sock.settimeout(left)
            try:
                data, sender = sock.recvfrom(1024)
            except TimeoutError:
                break
            if sender != server:
                continue
            try:
                words = data.decode("ascii").split(" ")
            except UnicodeDecodeError:
                continue
            if len(words) == 2 and words[0] == name:
                return words[1]
    return None


def talk(host, port):
    status = 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for line in sys.stdin:
            total = ask(sock, (host, port), int(line))
            if total is None:
                status = 1
            print("no answer" if total is None else float(total))
    return status


if __name__ == "__main__":
    host, port = sys.argv[1:3] if len(sys.argv) > 2 else ("127.0.0.1", 8080)
    sys.exit(talk(host, int(port)))
