"""Wrong: decodes the four bytes of a length as UTF-8, and takes the numbers of the characters.

Loses: sends_lines_as_they_are
Says: This reply has 200 bytes: the last byte of its length is above 127. | 200 of 65533 bytes
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
    n = sum(ord(c) << s for c, s in zip(read_exact(sock, 4).decode("utf-8", "replace"), (24, 16, 8, 0)))
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
    print(read_frame(sock).decode())
    for line in sys.stdin:
        send_frame(sock, line.removesuffix("\n").encode())
        print(read_frame(sock).decode())
    sock.close()


talk(sys.argv[1:])
