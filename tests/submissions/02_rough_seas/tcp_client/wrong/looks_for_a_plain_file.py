"""Wrong: asks os.path.isfile whether the address is a path, and a socket is no plain file.

Loses: uses_a_unix_socket
Says: has no address
"""

import os
import socket
import struct
import sys


def connect(address, port="8898"):
    if os.path.isfile(address):
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(address)
    else:
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.connect((address, int(port)))
    return sock


sock = connect(*sys.argv[1:])
stream = sock.makefile("rb")


def expect(n):
    data = stream.read(n)
    if len(data) < n:
        raise EOFError("stream ended")
    return data


def message():
    return expect(*struct.unpack("!I", expect(4))).decode()


print(message())
for line in sys.stdin:
    data = line.rstrip("\n").encode()
    sock.sendall(struct.pack("!I", len(data)) + data)
    print(message())
