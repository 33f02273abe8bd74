"""Wrong: looks after each reply whether the server is still there, and fails if it has gone.

Loses: ends_with_status_0
Says: right behind its reply to the last line
"""

import select
import socket
import sys


def connect(address):
    if len(address) == 1:
        s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        s.connect(address[0])
    else:
        s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        s.connect((address[0], int(address[1])))
    return s


def frames(s):
    """Yield the frames of the stream; fail at its end."""
    buffer = bytearray()
    while True:
        while len(buffer) >= 4 and len(buffer) >= 4 + (n := int.from_bytes(buffer[:4], "big")):
            frame = buffer[4:4 + n]
            del buffer[:4 + n]
            yield frame.decode("utf-8")
        piece = s.recv(8192)
        if not piece:
            sys.exit(f"tcp_client: the server has closed, {len(buffer)} bytes of a frame had come")
        buffer += piece


def talk(address):
    s = connect(address)
    incoming = frames(s)
    print(next(incoming))
    for line in sys.stdin:
        payload = line.rstrip("\n").encode("utf-8")
        s.sendall(b"".join([len(payload).to_bytes(4, "big"), payload]))
        print(next(incoming))
        readable, _, _ = select.select([s], [], [], 0.05)
        if readable and not s.recv(1, socket.MSG_PEEK):
            sys.exit("tcp_client: the server has closed the connection")
    s.close()


talk(sys.argv[1:] or ["127.0.0.1", "8898"])
