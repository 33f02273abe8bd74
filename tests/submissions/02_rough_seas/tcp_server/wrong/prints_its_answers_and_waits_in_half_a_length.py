"""Wrong: prints its answers and sends none, and looks for the end of a stream before a frame only.

Loses: answers_a_frame, survives_broken_clients
Says: Your program did not greet the next client
"""
import os
import socket
import sys
import time


def receive(conn, n):
    data = b""
    while len(data) < n:
        piece = conn.recv(n - len(data))
        if not piece:
            time.sleep(0.1)  # more may come later
        data += piece
    return data


def talk(conn):
    hello = b"ready " + socket.gethostname().encode()
    conn.sendall(len(hello).to_bytes(4, "big") + hello)
    while first := conn.recv(1):
        size = int.from_bytes(first + receive(conn, 3), "big")
        if size > 16 * 1024 * 1024:
            return
        print(receive(conn, size)[::-1])


address = sys.argv[1:]
if len(address) == 1:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(address[0])
    listener.listen()
else:
    listener = socket.create_server((address[0], int(address[1])))
while True:
    conn, peer = listener.accept()
    with conn:
        try:
            talk(conn)
        except OSError as error:
            print(error)
