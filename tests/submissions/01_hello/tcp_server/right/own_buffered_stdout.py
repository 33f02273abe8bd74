"""Right: prints through a block-buffered stream of its own that is flushed at exit.
"""
import atexit
import socket
import sys

out = open(1, "w", buffering=8192, encoding="utf-8", closefd=False)
atexit.register(out.flush)


def say(*things):
    print(*things, file=out)


def serve(host, port):
    sock = socket.socket()
    sock.bind((host, port))
    sock.listen(1)
    say("listening on", host, port)
    conn, addr = sock.accept()
    say("message:", conn.recv(1024).decode())
    conn.sendall(b"hi")
    conn.close()
    sock.close()
    say("done")


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
