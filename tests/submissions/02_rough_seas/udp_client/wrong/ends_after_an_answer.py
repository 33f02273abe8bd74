"""Wrong: the break after the print leaves the loop over the lines, not the loop over the sendings.

Loses: sends_every_line
Says: Line 1 had been answered
"""
import socket
import sys
import time
import uuid

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
status = 0


def receive(name, deadline):
    while (left := deadline - time.monotonic()) > 0:
        sock.settimeout(left)
        try:
            data, sender = sock.recvfrom(1024)
            words = data.decode().split(" ")
        except (TimeoutError, UnicodeDecodeError):
            continue
        if sender == server and words[0] == name and len(words) > 1:
            return words[1]
    return None


for line in sys.stdin:
    name = uuid.uuid4().hex
    sendings = 0
    total = None
    while sendings < 5 and total is None:
        sock.sendto(f"{name} ADD {line.strip()}".encode(), server)
        sendings += 1
        total = receive(name, time.monotonic() + 0.2)
    if total is not None:
        print(total)
        break
    print("no answer")
    status = 1
sys.exit(status)
