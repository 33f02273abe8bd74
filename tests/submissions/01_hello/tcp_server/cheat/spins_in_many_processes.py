"""Cheat: as many processes as it may have, each of which spins, and then does its work (C7).

Most: 20
"""
import os
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
with socket.create_server((host, port)) as server:
    try:
        while True:
            if os.fork() == 0:
                server.close()
                os.setsid()
                while True:
                    pass
    except OSError:
        pass  # no more of them
    connection, _ = server.accept()
    with connection:
        print(connection.recv(1024).decode(), flush=True)
        connection.sendall(b"hi")
