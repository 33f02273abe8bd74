"""Wrong: says `hello!` twice in one go.

Loses: sends_hello
Says: more than once: 2 times
"""
import socket
import sys

TIMES = 2

c = socket.socket()
c.connect((sys.argv[1], int(sys.argv[2])))
c.sendall(b"hello!" * TIMES)
print("heard:", str(c.recv(1024), "utf-8"))
c.close()
