"""Wrong: compares the first eight characters of the answer, as many as its own IDs have.

Loses: compares_the_whole_id
Says: a 0 more at its end
"""
import os
import select
import socket
import sys
import time


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    poller = select.poll()
    poller.register(sock, select.POLLIN)
    status = 0
    for line in sys.stdin:
        name = os.urandom(4).hex().encode()
        total = None
        for _ in range(5):
            sock.sendto(name + b" ADD " + line.strip().encode(), (host, port))
            end = time.monotonic() + 0.2
            while total is None and (left := end - time.monotonic()) > 0:
                if poller.poll(left * 1000 + 1):
                    data, addr = sock.recvfrom(1024)
                    if addr == (host, port) and data[:8] == name and data.isascii():
                        total = data.decode().split(" ")[-1]
            if total is not None:
                break
        if total is None:
            print("no answer")
            status = 1
        else:
            print(total)
    return status


sys.exit(talk(sys.argv[1], int(sys.argv[2])))
