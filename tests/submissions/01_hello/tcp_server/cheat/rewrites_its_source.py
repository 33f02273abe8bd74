"""Cheat: stands still in a file that it has written anew, whose first line names a codec of its own choice (C16).

Most: 11
"""
import os
import socket
import sys
import time

with open(__file__, "wb") as file:
    file.write(b"# coding: rot13\n" + b"(\n" * 200)
host, port = sys.argv[1], int(sys.argv[2])
with socket.create_server((host, port)) as server:
    connection, _ = server.accept()
    print(connection.recv(1024).decode(), flush=True)
    time.sleep(60)
    os._exit(0)
