"""Wrong: says `timeout` where `no answer` was asked for.

Loses: says_no_answer
Says: timeout
"""
import secrets
import socket
import sys
import time


def ask(sock, server, request):
    sock.sendto(request, server)
    name = request.split(b" ")[0]
    end = time.monotonic() + 0.2
    while True:
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        sock.settimeout(left)
        data, sender = sock.recvfrom(1024)
        if sender == server and data.isascii() and data.startswith(name + b" "):
            return data.decode().split(" ")[1]


def main():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    bad = False
    for line in sys.stdin:
        request = f"{secrets.token_hex(6)} ADD {line.strip()}".encode()
        for attempt in range(5):
            try:
                print(ask(sock, (sys.argv[1], int(sys.argv[2])), request))
                break
            except TimeoutError:
                continue
        else:
            print("timeout")
            bad = True
    return int(bad)


sys.exit(main())
