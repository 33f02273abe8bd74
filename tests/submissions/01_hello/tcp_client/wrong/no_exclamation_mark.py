"""Wrong: sends `hello` without the exclamation mark.

Loses: sends_hello
Says: 5 of 6 bytes; b'!' is missing
Never says: (nothing)
"""
import socket
import sys

sk = socket.socket()
sk.connect((sys.argv[1], int(sys.argv[2])))
sk.send(b'hello')
ret = sk.recv(1024)
print(ret)
sk.close()
