"""Wrong: it says on standard error that the server has gone, and ends with status 0.

Loses: fails_without_a_greeting, fails_at_a_cut_reply
Says: ended with status 0, whatever stands on standard error
Never says: recv() returns
"""

import socket
import struct
import sys


def exactly(sock, count):
    got = bytearray()
    while len(got) < count:
        piece = sock.recv(count - len(got))
        if not piece:
            raise ConnectionError("the server has gone")
        got += piece
    return bytes(got)


def read(sock):
    return exactly(sock, struct.unpack("!I", exactly(sock, 4))[0]).decode()


def talk(sock):
    print(read(sock))
    for line in sys.stdin:
        data = line.rstrip("\n").encode()
        sock.sendall(struct.pack("!I", len(data)) + data)
        print(read(sock))


where = sys.argv[1:]
with socket.socket(socket.AF_INET if len(where) == 2 else socket.AF_UNIX) as sock:
    sock.connect((where[0], int(where[1])) if len(where) == 2 else where[0])
    try:
        talk(sock)
    except ConnectionError as error:
        print("error:", error, file=sys.stderr)
