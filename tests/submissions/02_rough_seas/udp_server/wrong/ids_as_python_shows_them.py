"""Wrong: it makes the text of an ID by str() of its bytes.

Loses: takes_any_id
Says: Another ID came back than that of the request.
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
        if key not in done:
            total += int(m[2])
            name = str(m[1])[2:-1]
            done[key] = f"{name} {total}".encode()
        sock.sendto(done[key], addr)


if __name__ == "__main__":
    serve(sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1",
          int(sys.argv[2]) if len(sys.argv) > 2 else 8080)
