"""Cheat: answers without end, and then with a reset (C14).

Most: 14
"""
import socket
import struct
import sys

with socket.create_server((sys.argv[1], int(sys.argv[2]))) as listener:
    connection, _ = listener.accept()
    print(connection.recv(1024))
    connection.settimeout(5)
    for _ in range(500):
        connection.sendall(b"hi" * 32_768)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
