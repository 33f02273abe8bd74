"""Wrong: sys.exit with a text, which makes the status 1.

Loses: ends_with_status_0
Says: No traceback stands on standard error: sys.exit()
"""
import socket
import sys

s = socket.socket()
s.connect((sys.argv[1], int(sys.argv[2])))
s.sendall(b"hello!")
print(s.recv(1024).decode())
s.close()
sys.exit("finished")
