"""Wrong: SOCK_STREAM is the only argument of socket(): it is taken for the family.

Loses: connects
Says: `socket.socket(socket.SOCK_STREAM)` | makes a socket of the family AF_UNIX
Never says: sandbox | a value of type tuple
"""
import socket
sk = socket.socket(socket.SOCK_STREAM)
sk.connect(("127.0.0.1", 8898))
sk.send(b'hello!')
ret = sk.recv(1024)
print(ret)
sk.close()
