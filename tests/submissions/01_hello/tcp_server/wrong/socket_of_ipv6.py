"""Wrong: makes a socket of IPv6, and HOST is an address of IPv4.

Loses: listens
Says: this socket is of another family: the one for IPv4 is AF_INET
Never says: use HOST from the command line
"""
import socket
import sys

with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as door:
    door.bind((sys.argv[1], int(sys.argv[2])))
    door.listen()
    conn, _ = door.accept()
    print(conn.recv(1024))
    conn.sendall(b"hi")
    conn.close()
