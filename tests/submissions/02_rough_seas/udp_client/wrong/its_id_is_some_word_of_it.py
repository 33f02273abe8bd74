"""Wrong: takes a datagram that has its ID among its words.

Loses: compares_the_whole_id
Says: second word is the ID
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
            if sender == server and name in words:
                return words[-1].decode()
    return None


missing = 0
for count, line in enumerate(sys.stdin):
    name = b"q%d" % count
    total = answer_to(name, b"%s ADD %d" % (name, int(line)))
    missing += total is None
    print(total or "no answer")
sys.exit(missing > 0)
