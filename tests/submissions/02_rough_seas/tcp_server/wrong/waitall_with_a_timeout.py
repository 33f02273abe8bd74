"""Wrong: MSG_WAITALL on a socket with a timeout, which takes what is there and does not wait.

Loses: takes_fragments, takes_large_frames
Points: 13
Says: does not wait for all bytes in Python
"""

import signal
import socket
import struct
import sys

EXIT_FAILURE = 1
MAXLEN = 0x1000000
IDLE_LIMIT = 3600.0


def read_n(fd, n):
    """Like readn() of Stevens: returns n bytes, or fewer at the end of the stream."""
    return fd.recv(n, socket.MSG_WAITALL) if n else b""


def writev_n(fd, chunks):
    """Like writev(), but until nothing is left."""
    iov = [memoryview(chunk) for chunk in chunks if len(chunk) > 0]
    while iov:
        sent = fd.sendmsg(iov)
        while iov and sent >= len(iov[0]):
            sent -= len(iov[0])
            del iov[0]
        if sent > 0:
            iov[0] = iov[0][sent:]


def put_frame(fd, body):
    head = struct.pack("!I", len(body))
    writev_n(fd, [head, body])


def do_client(fd):
    put_frame(fd, b"ready " + socket.gethostname().encode("utf-8"))
    while True:
        head = read_n(fd, 4)
        if len(head) == 0:
            return 0
        if len(head) < 4:
            sys.stderr.write("short head\n")
            return -1
        (n,) = struct.unpack("!I", head)
        if n > MAXLEN:
            sys.stderr.write("frame too long\n")
            return -1
        body = read_n(fd, n)
        if len(body) < n:
            sys.stderr.write("short body\n")
            return -1
        body = body[::-1]
        put_frame(fd, body)


def main(argc, argv):
    if argc == 2:
        lfd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        lfd.bind(argv[1])
    else:
        host = argv[1] if argc > 2 else "127.0.0.1"
        port = int(argv[2]) if argc > 2 else 8898
        lfd = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        lfd.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        lfd.bind((host, port))
    lfd.listen(1)
    while True:
        cfd, sa = lfd.accept()
        cfd.settimeout(IDLE_LIMIT)
        try:
            do_client(cfd)
        except OSError as e:
            sys.stderr.write("client: %s\n" % e)
        cfd.close()
    return EXIT_FAILURE


if __name__ == "__main__":
    sys.exit(main(len(sys.argv), sys.argv))
