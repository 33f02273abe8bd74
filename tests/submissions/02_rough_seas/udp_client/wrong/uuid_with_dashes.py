"""Wrong: str(uuid4()) has 36 characters, an ID has 32 at most.

Loses: sends_a_request
Says: 36 characters
"""
import select
import socket
import sys
import time
import uuid


def ask(sock, server, number):
    name = str(uuid.uuid4())
    for _ in range(5):
        sock.sendto(f"{name} ADD {number}".encode(), server)
        end = time.monotonic() + 0.2
        while True:
            ready, _w, _x = select.select([sock], [], [], max(0, end - time.monotonic()))
            if not ready:
                break
            data, sender = sock.recvfrom(1024)
            first, _, total = data.decode("latin-1").partition(" ")
            if sender == server and first == name and data.isascii():
                return total
    return None


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
answers = [ask(sock, (sys.argv[1], int(sys.argv[2])), line.strip()) for line in sys.stdin]
for answer in answers:
    print("no answer" if answer is None else answer)
sys.exit(1 if None in answers else 0)
