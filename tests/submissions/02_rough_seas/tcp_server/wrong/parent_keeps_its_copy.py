"""Wrong: a child serves each client and closes the connection, but its parent has a copy, too.

Loses: answers_after_half_close, refuses_absurd_lengths
Says: each copy in another process
"""

import os
import signal
import socket
import sys

LIMIT = 1 << 24


def read_exactly(conn, n):
    data = bytearray()
    while len(data) < n:
        piece = conn.recv(min(n - len(data), 262144))
        if not piece:
            raise EOFError("%d of %d bytes" % (len(data), n))
        data += piece
    return bytes(data)


def read_head(conn):
    head = b""
    while len(head) < 4:
        piece = conn.recv(4 - len(head))
        if not piece:
            if head:
                raise EOFError("a torn length")
            return None
        head += piece
    return int.from_bytes(head, "big")


def send_frame(conn, body):
    conn.sendall(len(body).to_bytes(4, "big") + body)


def serve_one(conn):
    send_frame(conn, b"ready " + socket.gethostname().encode())
    n = read_head(conn)
    while n is not None:
        if n > LIMIT:
            raise EOFError("%d bytes? no" % n)
        body = read_exactly(conn, n)
        send_frame(conn, body[::-1])
        n = read_head(conn)


def child(listener, conn):
    try:
        listener.close()
        serve_one(conn)
        conn.close()
    except (EOFError, OSError) as error:
        os.write(2, ("child %d: %s\n" % (os.getpid(), error)).encode())
    finally:
        os._exit(0)


def main(argv):
    if len(argv) == 1:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(argv[0])
    else:
        host, port = argv or ("127.0.0.1", "8898")
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, int(port)))
    listener.listen(16)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        conn, who = listener.accept()
        if os.fork() == 0:
            child(listener, conn)


if __name__ == "__main__":
    main(sys.argv[1:])
