"""Wrong: prints the answer into the connection, so a newline follows `hi`.

Loses: answers_hi
Says: a line end that nobody asked for
"""
import socket
import sys


def serve(host, port):
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((host, port))
    s.listen(5)
    conn, _ = s.accept()
    print("received:", conn.recv(1024).decode())
    with conn.makefile("w", newline="\n") as out:
        print("hi", file=out, flush=True)
    conn.close()
    s.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
