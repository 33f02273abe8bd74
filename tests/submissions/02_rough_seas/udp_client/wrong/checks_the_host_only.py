"""Wrong: compares the sender's host, but not its port.

Loses: passes_over_strangers
Says: a stranger at another port
"""
import select
import socket
import sys
import time

host, port = sys.argv[1], int(sys.argv[2])
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
n = 500
failed = 0
for line in sys.stdin:
    n += 1
    total = None
    for _ in range(5):
        sock.sendto(("u%d ADD %s" % (n, line.strip())).encode(), (host, port))
        end = time.monotonic() + 0.2
        while total is None:
            left = end - time.monotonic()
            if left <= 0 or not select.select([sock], [], [], left)[0]:
                break
            data, (sender, _) = sock.recvfrom(1024)
            if sender != host or not data.isascii():
                continue
            words = data.decode().split(" ")
            if words[0] == "u%d" % n and len(words) == 2:
                total = words[1]
        if total is not None:
            break
    if total is None:
        print("no answer")
        failed = 1
    else:
        print(total)
sys.exit(failed)
