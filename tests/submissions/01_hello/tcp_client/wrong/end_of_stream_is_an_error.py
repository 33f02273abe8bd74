"""Wrong: prints every piece, but takes the server's hanging up for a failure.

Loses: ends_with_status_0
Says: lost the connection to the server
"""
import socket
import sys


def pieces(sock):
    while True:
        piece = sock.recv(2048)
        if not piece:
            raise ConnectionError("lost the connection to the server")
        yield piece


def talk(host, port):
    with socket.socket() as sock:
        sock.connect((host, port))
        sock.sendall(b"hello!")
        for piece in pieces(sock):
            print("server:", piece.decode())


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
