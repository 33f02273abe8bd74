"""Wrong: passes over a request that it has had already, without an answer.

Loses: repeats_its_answer
Says: got no answer
"""
import re
import socket
import sys


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    had = []
    total = 0
    while True:
        data, addr = sock.recvfrom(1024)
        m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
        if m is None:
            sock.sendto(b"ERROR", addr)
            continue
        if (addr, m[1]) in had:
            print("duplicate, ignored:", data)
            continue
        had.append((addr, m[1]))
        total += int(m[2])
        sock.sendto(m[1] + b" " + b"%d" % total, addr)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
