"""Wrong: encodes a word that is written as bytes.

Loses: sends_hello, prints_the_answer, ends_with_status_0
Says: These are bytes already: encode() turns text into bytes, decode() turns them back
"""
import socket
import sys

connection = socket.socket()
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!".encode())
print(connection.recv(1024))
connection.close()
