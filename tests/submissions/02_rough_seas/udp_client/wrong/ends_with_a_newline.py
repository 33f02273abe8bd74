"""Wrong: the line goes into the request with its newline.

Loses: sends_a_request
Says: ends with a newline
"""
import secrets
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
status = 0
for line in sys.stdin:
    name = secrets.token_hex(4)
    total = None
    for _ in range(5):
        sock.sendto(f"{name} ADD {line}".encode(), server)
        deadline = time.monotonic() + 0.2
        while total is None and time.monotonic() < deadline:
            sock.settimeout(max(0.001, deadline - time.monotonic()))
            try:
                data, sender = sock.recvfrom(1024)
                words = data.decode().split(" ")
            except (TimeoutError, UnicodeDecodeError):
                continue
            if sender == server and words[0] == name and len(words) == 2:
                total = words[1]
        if total:
            break
    print(total or "no answer")
    if not total:
        status = 1
sys.exit(status)
