"""Wrong: listens for TCP connections.

Loses: binds
Says: Your program listens by TCP
Never says: HOST and PORT of its
"""
import socket
import sys

HOST, PORT = sys.argv[1], int(sys.argv[2])

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((HOST, PORT))
    s.listen()
    while True:
        conn, addr = s.accept()
        with conn:
            data = conn.recv(1024)
            print(data.decode("utf-8"), addr)
            conn.sendall(data.decode("utf-8").upper().encode("utf-8"))
