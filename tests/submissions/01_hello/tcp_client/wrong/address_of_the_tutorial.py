"""Wrong: the address is written into the program, as in the tutorial.

Loses: connects
Says: of its command line
"""
import socket

sk = socket.socket()
sk.connect(("127.0.0.1", 8898))
sk.send(b"hello!")
ret = sk.recv(1024)
print(ret)
sk.close()
