"""Right: like inetd: a child process talks through its standard input and output."""
import os
import socket
import sys


def child():
    """Runs with the connection as file descriptors 0 and 1."""
    talk_in, talk_out = open(0, "rb"), open(1, "wb")
    body = ("ready " + socket.gethostname()).encode()
    while True:
        talk_out.write(len(body).to_bytes(4, "big") + body)
        talk_out.flush()
        header = talk_in.read(4)
        if len(header) < 4:
            break
        length = int.from_bytes(header, "big")
        if length > 16777216:
            break
        body = talk_in.read(length)
        if len(body) < length:
            break
        body = body[::-1]


def serve(listener):
    listener.listen()
    while True:
        conn, address = listener.accept()
        pid = os.fork()
        if pid == 0:
            os.dup2(conn.fileno(), 0)
            os.dup2(conn.fileno(), 1)
            conn.close()
            listener.close()
            try:
                child()
            except OSError as error:
                print(error, file=sys.stderr)
            os._exit(0)
        conn.close()
        os.waitpid(pid, 0)


if len(sys.argv) == 2:
    s = socket.socket(socket.AF_UNIX)
    s.bind(sys.argv[1])
elif len(sys.argv) == 3:
    s = socket.socket()
    s.bind((sys.argv[1], int(sys.argv[2])))
else:
    s = socket.socket()
    s.bind(("127.0.0.1", 8898))
serve(s)
