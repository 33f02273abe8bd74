"""Wrong: at the end of the input it waits for the server to close, and does not close itself.

Loses: ends_with_status_0
Says: did not close the connection | It waits in recv()
"""

import socket
import struct
import sys

args = sys.argv[1:]
if len(args) == 1:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(args[0])
else:
    sock = socket.create_connection((args[0], int(args[1])))


def recv_all(n):
    out = bytearray()
    while len(out) < n:
        got = sock.recv(n - len(out))
        if not got:
            raise ConnectionError("unexpected end of the connection")
        out += got
    return bytes(out)


def recv_frame():
    return recv_all(struct.unpack("!I", recv_all(4))[0]).decode()


print(recv_frame(), flush=True)
for line in sys.stdin:
    data = line.rstrip("\n").encode()
    sock.sendall(struct.pack("!I", len(data)) + data)
    print(recv_frame(), flush=True)
while sock.recv(1024):
    pass
sock.close()
