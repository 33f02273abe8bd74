"""Wrong: reads one line and asks once; the other lines are left.

Loses: sends_every_line, goes_on
Says: still has to send the other lines
"""
import os
import socket
import sys
import time


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    number = input()
    name = "x%d-%d" % (os.getpid(), time.time_ns() % 1000000)
    for _ in range(5):
        sock.sendto(("%s ADD %s" % (name, number.strip())).encode(), (host, port))
        deadline = time.monotonic() + 0.2
        while time.monotonic() < deadline:
            try:
                sock.settimeout(max(0.001, deadline - time.monotonic()))
                data, addr = sock.recvfrom(1024)
                first, total = data.decode().split(" ")
            except (TimeoutError, ValueError):
                continue
            if addr == (host, port) and first == name:
                print(total)
                return 0
    print("no answer")
    return 1


sys.exit(talk(sys.argv[1], int(sys.argv[2])))
