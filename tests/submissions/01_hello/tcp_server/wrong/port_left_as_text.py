"""Wrong: forgets int() around the port.

Loses: listens
Says: int() makes a number of it
"""
import socket
import sys


def main():
    host, port = sys.argv[1:3]
    with socket.socket() as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        s.bind((host, port))
        s.listen()
        conn, addr = s.accept()
        with conn:
            print("Connected by", addr)
            print(conn.recv(1024))
            conn.sendall(b"hi")


main()
