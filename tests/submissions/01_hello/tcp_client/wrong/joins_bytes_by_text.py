"""Wrong: joins the pieces of bytes by a text.

Loses: prints_the_answer, ends_with_status_0
Says: Pieces of bytes were joined by text: join them by b'' and decode the whole
"""
import socket
import sys

connection = socket.socket()
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
print("".join([connection.recv(1024)]))
connection.close()
