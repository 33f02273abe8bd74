"""Wrong: puts the three words of a request together without a space.

Loses: sends_a_request
Says: A request has three words
"""
import secrets
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def ask(number):
    name = secrets.token_hex(8)
    request = "".join([name, "ADD", number])
    for _ in range(5):
        sock.sendto(request.encode(), server)
        end = time.monotonic() + 0.2
        while (left := end - time.monotonic()) > 0:
            sock.settimeout(left)
            try:
                data, sender = sock.recvfrom(2048)
            except OSError:
                continue
            words = data.decode("utf-8", "replace").split()
            if sender == server and len(words) == 2 and words[0] == name:
                return words[1]
    return None


status = 0
for line in sys.stdin:
    total = ask(line.strip())
    if total is None:
        status = 1
    print("no answer" if total is None else total)
sys.exit(status)
