"""Wrong: listens at the port after PORT, by a socket of IPv6 that takes clients of IPv4 as well.

Loses: listens
Says: command line
"""
import socket
import sys

port = int(sys.argv[2]) + 1  # PORT itself is the other server's
with socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True) as server:
    conn, peer = server.accept()
    with conn:
        print(f"{peer[0]} says {conn.recv(1024).decode()}")
        conn.sendall("hi".encode())
