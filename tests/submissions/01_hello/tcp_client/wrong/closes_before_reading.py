"""Wrong: closes the socket first and then wants to read from it.

Loses: prints_the_answer, ends_with_status_0
Says: had been closed before it was used
"""
import socket
import sys

s = socket.socket()
s.connect((sys.argv[1], int(sys.argv[2])))
s.sendall(b"hello!")
s.close()                   # I have said everything
answer = s.recv(1024)
print(answer)
