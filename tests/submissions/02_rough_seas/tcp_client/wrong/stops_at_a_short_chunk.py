"""Wrong: reads the body in chunks of 1024 and ends at the first chunk that is shorter.

Loses: takes_fragments
Says: Yours got 1 of the 7 bytes of a frame
"""

import socket
import struct
import sys

BUFSIZE = 1024


def recv_body(sock, length):
    data = b""
    while len(data) < length:
        chunk = sock.recv(min(BUFSIZE, length - len(data)))
        data += chunk
        if len(chunk) < BUFSIZE:
            break
    if len(data) < length:
        raise ConnectionError("got %d of %d bytes" % (len(data), length))
    return data


def recv_message(sock):
    header = b""
    while len(header) < 4:
        chunk = sock.recv(4 - len(header))
        if not chunk:
            raise ConnectionError("no header")
        header += chunk
    return recv_body(sock, struct.unpack("!I", header)[0]).decode("utf-8")


def start(sock):
    print(recv_message(sock))
    for line in iter(sys.stdin.readline, ""):
        body = line.rstrip("\n").encode("utf-8")
        sock.sendall(struct.pack("!I", len(body)) + body)
        print(recv_message(sock))


if len(sys.argv) == 2:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as s:
        s.connect(sys.argv[1])
        start(s)
else:
    with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
        start(s)
