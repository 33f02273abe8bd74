"""Right: sends and receives single bytes only; everything is printed on one long line."""

import socket
import sys

sys.argv[1:] = sys.argv[1:] or ["127.0.0.1", "8898"]

if len(sys.argv) == 3:
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    s.connect((sys.argv[1], int(sys.argv[2])))
else:
    s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    s.connect(sys.argv[1])


def get_byte():
    b = s.recv(1)
    if len(b) == 0:
        raise Exception("connection lost")
    return b[0]


def get_frame():
    length = 0
    for i in range(4):
        length = length * 256 + get_byte()
    chars = []
    for i in range(length):
        chars.append(get_byte())
    return bytes(chars).decode("utf-8")


def put_frame(data):
    length = len(data)
    for shift in (24, 16, 8, 0):
        s.send(bytes([(length >> shift) & 255]))
    for number in data:
        s.send(bytes([number]))


print("connected;", get_frame(), end=" | ")
while 1:
    try:
        message = input("message: ")
    except EOFError:
        break
    put_frame(message.encode("utf-8"))
    print("answer:", get_frame(), end=" | ")
print("bye")
