"""Wrong: the address stands in create_connection().

Loses: connects
Says: Your program connected to 127.0.0.1:8898, but it was started with 127.
Never says: sandbox
"""
import socket
sk = socket.create_connection(("127.0.0.1", 8898))
sk.send(b'hello!')
ret = sk.recv(1024)
print(ret)
sk.close()
