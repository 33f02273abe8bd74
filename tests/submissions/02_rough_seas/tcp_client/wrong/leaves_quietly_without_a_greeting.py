"""Wrong: when no whole greeting comes it says so on standard output and ends with status 0.

Loses: fails_without_a_greeting
Says: ended with status 0, which says that nothing failed
"""

import socket
import struct
import sys


def read_exactly(sock, n):
    data = b""
    while len(data) < n:
        more = sock.recv(n - len(data))
        if not more:
            raise ConnectionError("the connection was cut")
        data += more
    return data


def read_frame(sock):
    (size,) = struct.unpack("!I", read_exactly(sock, 4))
    return read_exactly(sock, size).decode("utf-8")


def talk(sock):
    try:
        greeting = read_frame(sock)
    except ConnectionError:
        print("The server did not greet me.")
        return
    print(greeting)
    for line in sys.stdin:
        data = line.rstrip("\n").encode("utf-8")
        sock.sendall(struct.pack("!I", len(data)) + data)
        print(read_frame(sock))


if len(sys.argv) == 2:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(sys.argv[1])
else:
    sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
talk(sock)
sock.close()
