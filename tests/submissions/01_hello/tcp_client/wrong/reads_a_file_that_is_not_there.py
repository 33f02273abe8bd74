"""Wrong: reads its words from a file that was not handed in.

Loses: sends_hello, prints_the_answer, ends_with_status_0
Says: a program finds what was handed in with it, and what it has made itself, in the folder in
"""
import socket
import sys

connection = socket.socket()
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(open("words.txt", "rb").read())
print(connection.recv(1024))
connection.close()
