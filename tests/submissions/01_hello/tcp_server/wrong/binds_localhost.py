"""Wrong: HOST is written into the program.

Loses: listens
Says: Your program listens on 127.0.0.1: | but it was started with 127.
"""
import socket
import sys

HOST = "localhost"

with socket.create_server((HOST, int(sys.argv[2]))) as server:
    conn, _ = server.accept()
    with conn:
        print(conn.recv(1024))
        conn.sendall(b"hi")
