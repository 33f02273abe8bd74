"""Wrong: looks for "ID " by a regular expression without an anchor: xq1 will do for q1.

Loses: compares_the_whole_id
Says: more at its beginning
"""
import re
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
lost = 0
for serial, line in enumerate(sys.stdin, 1):
    pattern = re.compile("q%d (-?[0-9]+)$" % serial)
    match = None
    for _ in range(5):
        sock.sendto(("q%d ADD %s" % (serial, line.strip())).encode(), server)
        deadline = time.monotonic() + 0.2
        while not match and (left := deadline - time.monotonic()) > 0:
            sock.settimeout(left)
            try:
                data, sender = sock.recvfrom(1024)
            except TimeoutError:
                break
            if sender == server:
                match = pattern.search(data.decode("latin-1"))
        if match:
            break
    print(match.group(1) if match else "no answer")
    lost += not match
sys.exit(1 if lost else 0)
