"""Right: waits 0.5 s between two sendings."""
import socket
import sys
import time

WAIT = 0.5
server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
failures = 0
for n, line in enumerate(sys.stdin):
    name = "h%x" % (n + 4096)
    request = f"{name} ADD {line.strip()}".encode()
    answer = None
    for _ in range(5):
        sock.sendto(request, server)
        deadline = time.monotonic() + WAIT
        while answer is None and time.monotonic() < deadline:
            sock.settimeout(max(deadline - time.monotonic(), 0.001))
            try:
                data, sender = sock.recvfrom(1024)
                word, rest = data.decode().split(" ")
            except (socket.timeout, ValueError):
                continue
            if sender == server and word == name:
                answer = rest
        if answer is not None:
            break
    failures += answer is None
    print("no answer" if answer is None else answer)
sys.exit(1 if failures else 0)
