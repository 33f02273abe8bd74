"""Wrong: decodes every piece as it comes, though a piece may end within a character.

Loses: takes_fragments
Says: end in the middle of a character
"""

import socket
import sys


def read_header(sock):
    header = b""
    while len(header) < 4:
        piece = sock.recv(4 - len(header))
        if not piece:
            raise ConnectionError("closed before the length had come")
        header += piece
    return int.from_bytes(header, "big")


def read_text(sock):
    missing = read_header(sock)
    text = ""
    while missing > 0:
        piece = sock.recv(missing)
        if not piece:
            raise ConnectionError("closed in the middle of the text")
        missing -= len(piece)
        text += piece.decode("utf-8")
    return text


if len(sys.argv) == 2:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(sys.argv[1])
else:
    sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
print("Greeting:", read_text(sock))
for line in sys.stdin.readlines():
    line = line.removesuffix("\n").encode("utf-8")
    sock.sendall(len(line).to_bytes(4, "big") + line)
    print("Reply:", read_text(sock))
sock.close()
