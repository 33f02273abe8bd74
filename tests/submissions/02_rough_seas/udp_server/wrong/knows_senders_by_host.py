"""Wrong: tells senders apart by their host alone, not by the port.

Loses: tells_senders_apart
Says: another port of the same address
"""
import re
import socket
import sys


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    total = 0
    done = {}
    while True:
        data, addr = sock.recvfrom(1024)
        m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
        if m is None:
            sock.sendto(b"ERROR", addr)
            continue
        client = addr[0]
        if (client, m[1]) not in done:
            total += int(m[2])
            done[client, m[1]] = m[1] + b" " + str(total).encode()
        sock.sendto(done[client, m[1]], addr)


serve(sys.argv[1], int(sys.argv[2]))
