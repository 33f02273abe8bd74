"""Wrong: writes the bytes to standard output, which takes text.

Loses: prints_the_answer, ends_with_status_0
Says: Bytes are written to what takes text only, as standard output does, and a file without a
"""
import socket
import sys

connection = socket.socket()
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
sys.stdout.write(connection.recv(1024))
connection.close()
