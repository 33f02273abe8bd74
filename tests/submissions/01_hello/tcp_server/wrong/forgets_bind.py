"""Wrong: listens without bind, so the system chooses the port.

Loses: listens
Says: It listens on 0.0.0.0: | and was told 127.
"""
import socket
import sys


def serve(host, port):
    sock = socket.socket()
    sock.listen()
    print("waiting on", host, port)
    conn, _ = sock.accept()
    print(conn.recv(1024))
    conn.sendall(b"hi")
    conn.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
