"""Wrong: leaves the minus sign of a total out.

Loses: prints_the_total
Says: without its minus sign
"""
import re
import socket
import sys
import time

sock = socket.socket(type=socket.SOCK_DGRAM)
server = sys.argv[1], int(sys.argv[2])
missing = 0


def answer_to(name, request):
    for _ in range(5):
        sock.sendto(request, server)
        end = time.monotonic() + 0.2
        while (left := end - time.monotonic()) > 0:
            sock.settimeout(left)
            try:
                data, sender = sock.recvfrom(2048)
            except OSError:
                break
            found = re.fullmatch(re.escape(name) + rb" -?(\d+)", data)
            if found and sender == server:
                return found[1].decode()
    return None


for count, line in enumerate(sys.stdin):
    name = b"q%d" % count
    total = answer_to(name, b"%s ADD %d" % (name, int(line)))
    missing += total is None
    print(total or "no answer")
sys.exit(missing > 0)
