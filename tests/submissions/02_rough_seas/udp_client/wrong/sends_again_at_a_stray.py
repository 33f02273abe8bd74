"""Wrong: a stray makes it send again at once, though it does not count that sending.

Loses: strays_cost_no_sending
Says: sent at once when
"""
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
missing = False
for n, line in enumerate(sys.stdin):
    name = "again%d" % n
    request = (name + " ADD " + line.strip()).encode()
    timeouts = 0
    total = None
    while timeouts < 5 and total is None:
        end = time.monotonic() + 0.2
        sock.sendto(request, server)
        while total is None:
            left = end - time.monotonic()
            if left <= 0:
                timeouts += 1
                break
            sock.settimeout(left)
            try:
                data, sender = sock.recvfrom(1024)
            except socket.timeout:
                continue
            words = data.split(b" ")
            if sender == server and words[0].decode("latin-1") == name and len(words) == 2:
                total = words[1].decode("latin-1")
            else:
                sock.sendto(request, server)
    if total is None:
        missing = True
        print("no answer")
    else:
        print(total)
sys.exit(missing)
