"""Wrong: the with block closes the listening socket before accept() is called.

Loses: listens
Says: The socket that listens had been closed before this call of accept()
Never says: once more | for each client
"""
import socket
import sys

with socket.socket() as server:
    server.bind((sys.argv[1], int(sys.argv[2])))
    server.listen()

conn, addr = server.accept()
print(conn.recv(1024).decode())
conn.sendall(b"hi")
conn.close()
