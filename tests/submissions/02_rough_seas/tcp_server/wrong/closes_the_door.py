"""Wrong: at the end of a conversation the listening socket is closed too.

Loses: serves_the_next_client
Says: The socket that listens had been closed
"""
import socket
import sys


def chat(conn):
    def put(body):
        f.write(len(body).to_bytes(4, "big") + body)
        f.flush()

    with conn.makefile("rwb") as f:
        put(b"ready " + socket.gethostname().encode())
        while len(head := f.read(4)) == 4:
            n = int.from_bytes(head, "big")
            if n > 2**24 or len(body := f.read(n)) < n:
                break
            put(body[::-1])


def serve(sock):
    sock.listen(5)
    while True:
        conn, _ = sock.accept()
        try:
            chat(conn)
        except ConnectionError as e:
            print(e)
        finally:
            conn.close()
            sock.close()


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
