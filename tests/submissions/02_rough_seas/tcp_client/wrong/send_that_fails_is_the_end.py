"""Wrong: a call of sendall() that fails ends the program as if all lines were answered.

Loses: fails_at_a_cut_reply
Says: reset
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
    print(read_frame(sock).decode())
    for line in sys.stdin:
        try:
            send_frame(sock, line.removesuffix("\n").encode())
        except OSError:
            break
        print(read_frame(sock).decode())
    sock.close()


talk(sys.argv[1:])
