"""Wrong: the ID is RUN:NUMBER, and only RUN is compared, which all requests have in common.

Loses: passes_over_stale_answers, compares_the_whole_id
Says: which is the total in a late answer to line 1
"""
import os
import socket
import sys
import time

RUN = os.urandom(6).hex()
server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
lost = False
for number, line in enumerate(sys.stdin):
    total = None
    for sending in range(5):
        sock.sendto(f"{RUN}:{number} ADD {line.strip()}".encode(), server)
        end = time.monotonic() + 0.2
        while total is None and time.monotonic() < end:
            sock.settimeout(max(0.001, end - time.monotonic()))
            try:
                data, sender = sock.recvfrom(1024)
                first, second = data.decode().split(" ")
            except (TimeoutError, ValueError):
                continue
            if sender == server and first.split(":")[0] == RUN:
                total = second
        if total is not None:
            break
    if total is None:
        lost = True
    print("no answer" if total is None else total)
sys.exit(lost)
