"""Wrong: looks at the limit only where the four bytes of a length came in one piece.

Loses: refuses_absurd_lengths
Says: This length came byte by byte
"""

import socket
import sys

MAX_FRAME = 0x1000000
BLOCK = 0x10000


def read_length(fd):
    """-1 at the end of the stream, otherwise the length."""
    head = fd.recv(4)
    if head == b"":
        return -1
    if len(head) == 4:
        n = head[0] << 24 | head[1] << 16 | head[2] << 8 | head[3]
        return n if n <= MAX_FRAME else -1
    while len(head) < 4:
        more = fd.recv(4 - len(head))
        if more == b"":
            return -1
        head += more
    return head[0] << 24 | head[1] << 16 | head[2] << 8 | head[3]


def read_body(fd, n):
    buf = bytearray(n)
    view = memoryview(buf)
    done = 0
    while done < n:
        k = fd.recv_into(view[done:])
        if k == 0:
            return None
        done += k
    return buf


def turn(buf):
    return bytes(buf[::-1])


def write_frame(fd, data):
    fd.sendall(bytes((len(data) >> 24 & 255, len(data) >> 16 & 255, len(data) >> 8 & 255, len(data) & 255)))
    if data:
        fd.sendall(data)


def client(fd):
    write_frame(fd, b"ready " + socket.gethostname().encode())
    while (n := read_length(fd)) >= 0:
        buf = read_body(fd, n)
        if buf is None:
            break
        write_frame(fd, turn(buf))


def main(argc, argv):
    if argc == 2:
        s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0)
        s.bind(argv[1])
    else:
        host, port = (argv[1], int(argv[2])) if argc > 2 else ("127.0.0.1", 8898)
        s = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        s.bind((host, port))
    s.listen(16)
    while True:
        fd, _ = s.accept()
        try:
            client(fd)
        except OSError as e:
            sys.stderr.write("client: %s\n" % e)
        fd.close()


if __name__ == "__main__":
    sys.exit(main(len(sys.argv), sys.argv))
