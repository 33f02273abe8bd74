"""Wrong: decodes with utf-8-sig, which drops a U+FEFF at the beginning.

Loses: sends_lines_as_they_are
Says: Its letters were printed, and the rest of it was not | begins with the character U+FEFF
Never says: with something else between
"""

import socket
import sys


def read_exact(sock, n):
    data = bytearray()
    while len(data) < n:
        piece = sock.recv(n - len(data))
        if not piece:
            raise EOFError(f"the server left: {len(data)} of {n} bytes")
        data += piece
    return bytes(data)


def read_frame(sock):
    n = int.from_bytes(read_exact(sock, 4), "big")
    return read_exact(sock, n)


def send_frame(sock, data):
    sock.sendall(len(data).to_bytes(4, "big") + data)


def connect(address):
    if len(address) == 1:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(address[0])
    else:
        sock = socket.create_connection((address[0], int(address[1])))
    return sock


def talk(address):
    sock = connect(address)
    print(read_frame(sock).decode("utf-8-sig"))
    for line in sys.stdin:
        send_frame(sock, line.removesuffix("\n").encode())
        print(read_frame(sock).decode("utf-8-sig"))
    sock.close()


talk(sys.argv[1:])
