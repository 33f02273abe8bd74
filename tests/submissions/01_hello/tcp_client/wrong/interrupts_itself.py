"""Wrong: ends as by Ctrl-C.

Loses: ends_with_status_0
Says: The program was interrupted, as by Ctrl-C
"""
import socket
import sys

connection = socket.socket()
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
print(connection.recv(1024))
raise KeyboardInterrupt
