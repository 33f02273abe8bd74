"""Wrong: decodes before it tries anything; bytes that are no UTF-8 end the program.

Loses: refuses_what_is_not_ascii
Says: is not UTF-8
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
        text = data.decode()
        m = re.fullmatch("([!-~]{1,32}) ADD (-?[0-9]{1,18})", text)
        if not m:
            sock.sendto(b"ERROR", addr)
            continue
        if (addr, m[1]) not in done:
            total += int(m[2])
            done[addr, m[1]] = f"{m[1]} {total}"
        sock.sendto(done[addr, m[1]].encode(), addr)


serve(sys.argv[1], int(sys.argv[2]))
