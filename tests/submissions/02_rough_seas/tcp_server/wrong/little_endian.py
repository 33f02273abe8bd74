"""Wrong: struct.pack("I") without "!": lengths go in the byte order of the machine.

Loses: greets, answers_a_frame
Says: little-endian
"""
import socket
import struct
import sys


def recvall(c, n):
    b = b""
    while len(b) < n:
        x = c.recv(n - len(b))
        if not x:
            raise EOFError
        b += x
    return b


if len(sys.argv) == 2:
    s = socket.socket(socket.AF_UNIX)
    s.bind(sys.argv[1])
else:
    s = socket.socket()
    s.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) == 3 else ("127.0.0.1", 8898))
s.listen(5)
while True:
    c, a = s.accept()
    print("connected", a)
    try:
        m = ("ready " + socket.gethostname()).encode()
        c.sendall(struct.pack("I", len(m)) + m)
        while True:
            n = struct.unpack("I", recvall(c, 4))[0]
            if n > 16777216:
                break
            c.sendall(struct.pack("I", n) + recvall(c, n)[::-1])
    except (EOFError, OSError) as e:
        print("problem", e)
    c.close()
