"""Wrong: strips each datagram before it looks at it.

Loses: refuses_near_misses
Says: A space stands before the ID
"""
import re
import socket
import sys


def serve(host, port):
    total, known = 0, {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind((host, port))
        while True:
            data, client = sock.recvfrom(2048)
            match = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data.strip())
            if match is None:
                sock.sendto(b"ERROR", client)
                continue
            key = client, match[1]
            if key not in known:
                total += int(match[2])
                known[key] = match[1] + b" " + str(total).encode()
            sock.sendto(known[key], client)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
