"""Wrong: a broken pipe is taken for a good end, with status 0.

Loses: fails_at_a_cut_reply
Says: The server had closed both sides
"""

import codecs
import os
import signal
import socket
import sys

STDERR = 2
HEADER = 4


def die(reason):
    os.write(STDERR, ("talk: %s\n" % reason).encode("utf-8", "replace"))
    sys.exit(2)


def readn(fd, n):
    if n == 0:
        return b""
    data = fd.recv(n, socket.MSG_WAITALL)
    if len(data) < n:
        data = data + readrest(fd, n - len(data))
    return data


def readrest(fd, n):
    buf = b""
    while len(buf) != n:
        chunk = fd.recv(n - len(buf))
        if not chunk:
            die("connection closed by the server")
        buf += chunk
    return buf


def readframe(fd):
    b = readn(fd, HEADER)
    n = b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3]
    return readn(fd, n)


def writeframe(fd, data):
    n = len(data)
    fd.sendall(bytes([n >> 24 & 255, n >> 16 & 255, n >> 8 & 255, n & 255]))
    fd.sendall(data)


def talk(fd):
    sys.stdout.write("%s\n" % str(readframe(fd), "utf-8"))
    sys.stdout.flush()
    while True:
        line = sys.stdin.readline()
        if line == "":
            break
        if line[-1] == "\n":
            line = line[:-1]
        writeframe(fd, line.encode("utf-8"))
        sys.stdout.write("%s\n" % str(readframe(fd), "utf-8"))
        sys.stdout.flush()


def main(argv):
    if len(argv) == 2:
        fd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        where = argv[1]
    else:
        fd = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        where = (argv[1], int(argv[2])) if len(argv) > 2 else ("127.0.0.1", 8898)
    try:
        fd.connect(where)
        talk(fd)
    except BrokenPipeError:  # nobody is there any more
        return 0
    except OSError as e:
        die(e)
    fd.close()
    return 0


sys.exit(main(sys.argv))
