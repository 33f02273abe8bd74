"""Wrong: after an answer it swallows one byte, "the newline", before the next header.

Loses: answers_every_frame
Says: more than the length says
"""
import socket
import sys


def frames(f):
    head = f.read(4)
    while len(head) == 4:
        n = int.from_bytes(head, "big")
        if n > 16777216:
            return
        body = f.read(n)
        if len(body) != n:
            return
        yield body
        f.read(1)
        head = f.read(4)


def put(f, body):
    f.write(len(body).to_bytes(4, "big") + body)
    f.flush()


if len(sys.argv) == 2:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
    listener.listen()
else:
    address = (sys.argv[1], int(sys.argv[2])) if len(sys.argv) == 3 else ("127.0.0.1", 8898)
    listener = socket.create_server(address)
while True:
    conn, _ = listener.accept()
    try:
        with conn, conn.makefile("rwb") as f:
            put(f, ("ready %s" % socket.gethostname()).encode())
            for body in frames(f):
                put(f, body[::-1])
    except OSError as e:
        print(e)
