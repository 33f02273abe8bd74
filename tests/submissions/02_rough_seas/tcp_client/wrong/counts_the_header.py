"""Wrong: the length it sends counts the four header bytes, too.

Loses: sends_a_line
Says: counts its own four bytes as well
"""

import socket
import sys

HEADER = 4
args = sys.argv[1:]
unix = len(args) == 1
s = socket.socket(socket.AF_UNIX if unix else socket.AF_INET)
s.connect(args[0] if unix else (args[0], int(args[1])))


def recv_n(n):
    view = memoryview(bytearray(n))
    at = 0
    while at < n:
        got = s.recv_into(view[at:])
        if got == 0:
            raise SystemExit("connection closed")
        at += got
    return bytes(view)


def recv_text():
    return recv_n(int.from_bytes(recv_n(HEADER), "big")).decode("utf-8")


def send_text(text):
    data = text.encode("utf-8")
    size = HEADER + len(data)
    s.sendall(size.to_bytes(HEADER, "big") + data)


print(recv_text())
for text in sys.stdin:
    send_text(text.rstrip("\n"))
    print(recv_text())
s.close()
