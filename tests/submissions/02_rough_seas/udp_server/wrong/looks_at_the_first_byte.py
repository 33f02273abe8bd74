"""Wrong: looks at data[0] at once; an empty datagram has none and ends the program.

Loses: survives_an_empty_datagram
Says: after an empty datagram
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
        m = None
        if data[0] > 32 and data[0] < 127:
            m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
        if m is None:
            answer = b"ERROR"
        else:
            if (addr, m[1]) not in done:
                total += int(m[2])
                done[addr, m[1]] = total
            answer = m[1] + b" %d" % done[addr, m[1]]
        sock.sendto(answer, addr)


serve(sys.argv[1], int(sys.argv[2]))
