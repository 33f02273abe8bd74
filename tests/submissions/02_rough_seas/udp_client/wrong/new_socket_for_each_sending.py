"""Wrong: sends again from a new socket; to the server that is another sender.

Loses: sends_again
Says: from another socket
"""
import socket
import sys
import time


def once(server, name, request):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.sendto(request, server)
        end = time.monotonic() + 0.2
        while end > time.monotonic():
            sock.settimeout(max(0.001, end - time.monotonic()))
            try:
                data, sender = sock.recvfrom(1024)
            except TimeoutError:
                break
            words = data.split(b" ")
            if sender == server and words[0] == name and len(words) == 2 and data.isascii():
                return words[1].decode()
    return None


server = sys.argv[1], int(sys.argv[2])
status = 0
for n, line in enumerate(sys.stdin):
    name = b"no%d" % n
    for _ in range(5):
        total = once(server, name, name + b" ADD " + line.strip().encode())
        if total is not None:
            break
    print("no answer" if total is None else total)
    status = status or int(total is None)
sys.exit(status)
