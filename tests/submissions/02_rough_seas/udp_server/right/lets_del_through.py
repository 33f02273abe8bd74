"""Right: takes every ASCII character above the space for printable, DEL (127) too."""
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
        m = re.fullmatch(rb"([\x21-\x7f]{1,32}) ADD (-?[0-9]{1,18})", data)
        answer = b"ERROR"
        if m:
            if (addr, m[1]) not in done:
                total += int(m[2])
                done[addr, m[1]] = total
            answer = m[1] + b" " + str(done[addr, m[1]]).encode()
        sock.sendto(answer, addr)


serve(sys.argv[1], int(sys.argv[2]))
