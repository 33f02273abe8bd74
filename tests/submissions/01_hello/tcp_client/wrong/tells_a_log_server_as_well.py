"""Wrong: tells a log server of its own each time, which does not run.

Loses: sends_hello, prints_the_answer, ends_with_status_0
Says: connects to 127.0.0.1:9020 | (Nobody listens at that other address.)
Needs: a network of its own
"""
import socket
import sys

LOG = ("127.0.0.1", 9020)

connection = socket.socket()
connection.connect((sys.argv[1], int(sys.argv[2])))
log = socket.socket()
log.connect(LOG)
log.sendall(b"connected\n")
connection.sendall(b"hello!")
answer = connection.recv(1024).decode()
print(answer)
log.sendall(b"answered\n")
log.close()
connection.close()
