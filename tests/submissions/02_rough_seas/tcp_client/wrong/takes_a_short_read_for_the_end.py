"""Wrong: one recv(n) for the body; fewer bytes than n are taken for a closed connection.

Loses: takes_fragments
Says: Yours got 1 of the 7 bytes of a frame
"""

import socket
import struct
import sys


def receive(sock):
    header = b""
    while len(header) < 4:
        byte = sock.recv(1)
        if not byte:
            raise ConnectionError("no header")
        header += byte
    size = struct.unpack("!I", header)[0]
    if size == 0:
        return ""
    body = sock.recv(size)
    if len(body) < size:
        raise ConnectionError("connection closed in the middle of a message")
    return body.decode("utf-8")


def main(address):
    if len(address) == 1:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(address[0])
    else:
        sock = socket.create_connection((address[0], int(address[1])))
    print(receive(sock))
    for line in sys.stdin:
        data = line.rstrip("\n").encode("utf-8")
        sock.sendall(struct.pack("!I", len(data)) + data)
        print(receive(sock))
    sock.close()


main(sys.argv[1:])
