"""Wrong: packs and unpacks the length with "I", in the byte order of this machine.

Loses: prints_the_greeting, sends_a_line
Says: with the least significant byte first | little-endian
"""

import socket
import struct
import sys


def read_all(conn, n):
    data = b""
    while len(data) < n:
        piece = conn.recv(min(n - len(data), 65536))
        if not piece:
            raise ConnectionError("the server closed the connection")
        data += piece
    return data


def read_message(conn):
    (n,) = struct.unpack("I", read_all(conn, 4))
    return read_all(conn, n).decode()


if len(sys.argv) == 2:
    conn = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    conn.connect(sys.argv[1])
else:
    conn = socket.create_connection((sys.argv[1], int(sys.argv[2])))
print(read_message(conn))
for line in sys.stdin:
    body = line.rstrip("\n").encode()
    conn.sendall(struct.pack("I", len(body)) + body)
    print(read_message(conn))
conn.close()
