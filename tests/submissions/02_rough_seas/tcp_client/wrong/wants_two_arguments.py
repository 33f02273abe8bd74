"""Wrong: takes for granted that there are always a host and a port.

Loses: uses_a_unix_socket
Says: more from sys.argv than it holds
"""

import socket
import sys


def recv_n(s, n):
    data = b""
    while len(data) < n:
        d = s.recv(n - len(data))
        if not d:
            raise ConnectionError("connection lost")
        data += d
    return data


def recv_text(s):
    return recv_n(s, int.from_bytes(recv_n(s, 4), "big")).decode("utf-8")


host = sys.argv[1]
port = int(sys.argv[2])
with socket.create_connection((host, port)) as s:
    print(recv_text(s))
    for line in sys.stdin:
        data = line.rstrip("\n").encode("utf-8")
        s.sendall(len(data).to_bytes(4, "big"))
        s.sendall(data)
        print(recv_text(s))
