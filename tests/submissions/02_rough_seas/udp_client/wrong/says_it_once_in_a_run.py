"""Wrong: says no answer for the first line that has none, and nothing for the others.

Loses: goes_on
Says: It printed it once, and ended without printing it again
"""
import socket
import sys
import time

sock = socket.socket(type=socket.SOCK_DGRAM)
server = sys.argv[1], int(sys.argv[2])


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
            words = data.split()
            if sender == server and len(words) == 2 and words[0] == name:
                return words[1].decode()
    return None


missing = 0
for count, line in enumerate(sys.stdin):
    name = b"q%d" % count
    total = answer_to(name, b"%s ADD %d" % (name, int(line)))
    missing += total is None
    if total is not None:
        print(total)
    elif missing == 1:
        print("no answer")
sys.exit(missing > 0)
