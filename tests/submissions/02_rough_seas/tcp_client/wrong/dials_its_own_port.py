"""Wrong: HOST and PORT of the command line are never looked at, the port is always 8898.

Loses: connects
Says: Your program connected to | but it was started with 127.
"""

import socket
import struct
import sys

HOST = "127.0.0.1"
PORT = 8898


def receive(s, n):
    data = b""
    while len(data) < n:
        more = s.recv(n - len(data))
        if not more:
            raise ConnectionError("server hung up")
        data += more
    return data


def message(s):
    return receive(s, struct.unpack("!I", receive(s, 4))[0]).decode()


if len(sys.argv) == 2:
    s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    s.connect(sys.argv[1])
else:
    s = socket.socket()
    s.connect((HOST, PORT))
print(message(s))
for line in sys.stdin:
    data = line.rstrip("\n").encode()
    s.sendall(struct.pack("!I", len(data)) + data)
    print(message(s))
s.close()
