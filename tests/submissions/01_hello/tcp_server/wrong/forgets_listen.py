"""Wrong: goes from bind straight to accept, without listen.

Loses: listens
Says: a socket that does not listen
"""
import socket
import sys


def serve(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.bind((host, port))
    conn, addr = s.accept()
    print(conn.recv(1024))
    conn.sendall(b"hi")
    conn.close()
    s.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
