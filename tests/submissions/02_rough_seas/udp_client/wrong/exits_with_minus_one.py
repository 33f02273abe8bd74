"""Wrong: sys.exit(-1), which is status 255.

Loses: ends_with_status_1
Says: status 255
"""
import socket
import sys
import time
import uuid

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
lost = 0


def one(name, request):
    sock.sendto(request, server)
    start = time.monotonic()
    while (left := start + 0.2 - time.monotonic()) > 0:
        sock.settimeout(left)
        try:
            data, sender = sock.recvfrom(1024)
            first, total = data.decode("ascii").split(" ")
        except (socket.timeout, ValueError):
            continue
        if sender == server and first == name:
            return total
    return ""


for line in sys.stdin:
    name = uuid.uuid4().hex[:16]
    request = f"{name} ADD {line.strip()}".encode()
    total = ""
    for _ in range(5):
        total = total or one(name, request)
        if total:
            break
    lost += not total
    print(total or "no answer")
sys.exit(-1 if lost else 0)
