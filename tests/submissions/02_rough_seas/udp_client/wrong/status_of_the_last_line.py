"""Wrong: the status is set by each line, so only the last one counts.

Loses: ends_with_status_1
Says: first line was not answered, and the second was
"""
import select
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
status = 0
for n, line in enumerate(sys.stdin):
    name = b"L%d" % n
    total = None
    for _ in range(5):
        sock.sendto(name + b" ADD " + line.strip().encode(), server)
        end = time.monotonic() + 0.2
        while total is None and select.select([sock], [], [], max(0, end - time.monotonic()))[0]:
            data, sender = sock.recvfrom(1024)
            words = data.split(b" ")
            if sender == server and words[0] == name and len(words) == 2 and data.isascii():
                total = words[1].decode()
        if total:
            break
    if total:
        print(total)
        status = 0
    else:
        print("no answer")
        status = 1
sys.exit(status)
