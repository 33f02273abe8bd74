"""Wrong: it answers ERROR to a request that it has answered.

Loses: repeats_its_answer
Says: It was refused, although it is a request
"""

import re
import socket
import sys

REQUEST = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    total = 0
    done = {}
    while True:
        data, addr = sock.recvfrom(65535)
        m = REQUEST.fullmatch(data)
        if m is None:
            sock.sendto(b"ERROR", addr)
            continue
        key = addr, m[1]
        if key in done:
            sock.sendto(b"ERROR", addr)
            continue
        total += int(m[2])
        done[key] = total
        sock.sendto(m[1] + b" %d" % total, addr)


if __name__ == "__main__":
    serve(sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1",
          int(sys.argv[2]) if len(sys.argv) > 2 else 8080)
