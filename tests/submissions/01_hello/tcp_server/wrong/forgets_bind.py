"""Wrong: listens without bind, so the system chooses the port.

Loses: listens
Says: Your program listens on 0.0.0.0: | but it was started with 127.
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
