"""Right: detaches the file descriptor and uses os.read, os.write and os.close like a C program."""

import os
import socket
import sys

if len(sys.argv) < 2:  # nothing was said: the usual address
    sys.argv.extend(("127.0.0.1", "8898"))


def connect_to(args):
    if len(args) == 1:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(args[0])
    else:
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.connect((args[0], int(args[1])))
    return sock.detach()


def read_n(fd, n):
    buf = b""
    while len(buf) < n:
        r = os.read(fd, n - len(buf))
        if len(r) == 0:
            os.write(2, b"read: unexpected end of file\n")
            exit(3)
        buf += r
    return buf


def write_all(fd, buf):
    while len(buf) > 0:
        w = os.write(fd, buf)
        buf = buf[w:]


def print_frame(fd):
    b = read_n(fd, 4)
    n = b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3]
    write_all(1, read_n(fd, n) + b"\n")


fd = connect_to(sys.argv[1:])
print_frame(fd)
line = b""
while True:
    c = os.read(0, 1)
    if c != b"\n" and c != b"":
        line += c
        continue
    if c == b"" and line == b"":
        break
    n = len(line)
    write_all(fd, bytes([n >> 24 & 255, n >> 16 & 255, n >> 8 & 255, n & 255]) + line)
    print_frame(fd)
    line = b""
os.close(fd)
