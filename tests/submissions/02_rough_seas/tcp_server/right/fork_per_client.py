"""Right: os.fork for every client, the children are reaped by ignoring SIGCHLD."""
import os
import signal
import socket
import struct
import sys


def read_all(fd, n):
    got = b""
    while len(got) != n:
        more = os.read(fd, n - len(got))
        if more == b"":
            os._exit(0)
        got = got + more
    return got


def write_all(fd, data):
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view):]


def child(fd):
    hello = ("ready %s" % socket.gethostname()).encode("utf8")
    write_all(fd, struct.pack(">L", len(hello)) + hello)
    while 1:
        n, = struct.unpack(">L", read_all(fd, 4))
        if n > 16 << 20:
            os._exit(1)
        write_all(fd, struct.pack(">L", n) + read_all(fd, n)[::-1])


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    if len(sys.argv) == 2:
        s = socket.socket(socket.AF_UNIX)
        s.bind(sys.argv[1])
    else:
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, True)
        s.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 2 else ("127.0.0.1", 8898))
    s.listen(1)
    while 1:
        conn, addr = s.accept()
        if os.fork() == 0:
            s.close()
            try:
                child(conn.fileno())
            finally:
                os._exit(2)
        conn.close()
