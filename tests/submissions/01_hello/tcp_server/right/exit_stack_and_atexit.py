"""Right: an ExitStack closes the sockets, an atexit function prints what was heard.
"""
import atexit
import contextlib
import socket
import sys

heard = []


@atexit.register
def report():
    for who, what in heard:
        print("%s:%d said %s" % (who[0], who[1], what))


def serve(host, port):
    with contextlib.ExitStack() as stack:
        s = stack.enter_context(socket.socket())
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        s.bind((host, port))
        s.listen()
        conn, who = s.accept()
        stack.callback(conn.close)
        heard.append((who, conn.recv(1024).decode()))
        conn.sendall(b"hi")
    sys.exit(0)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
