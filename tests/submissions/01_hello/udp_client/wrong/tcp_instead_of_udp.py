"""Wrong: makes a TCP connection, which is refused.

Loses: sends
Says: Your program made a TCP connection to HOST and PORT
"""
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as conn:
    for line in sys.stdin:
        conn.sendall(line.strip().encode("utf-8"))
        print(conn.recv(1024).decode("utf-8"))
