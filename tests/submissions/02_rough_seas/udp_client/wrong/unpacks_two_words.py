"""Wrong: unpacks the answer into two names; one word alone is a ValueError that nobody catches.

Loses: passes_over_garbage
Says: ValueError ended it | the word ERROR
"""
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
serial = 0
status = 0
for line in sys.stdin:
    serial += 1
    done = False
    for _ in range(5):
        sock.sendto(b"s%d ADD %d" % (serial, int(line)), server)
        end = time.monotonic() + 0.2
        while not done and time.monotonic() < end:
            try:
                sock.settimeout(max(0.001, end - time.monotonic()))
                data, sender = sock.recvfrom(1024)
            except TimeoutError:
                break
            if sender != server or data == b"" or not data.isascii():
                continue
            name, total = data.split(b" ")
            if name == b"s%d" % serial:
                print(total.decode())
                done = True
        if done:
            break
    if not done:
        print("no answer")
        status = 1
sys.exit(status)
