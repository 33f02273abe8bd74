"""Right: asks gethostbyname for the address first and binds its own port before it connects.
"""
import socket
import sys

name = sys.argv[1]
port = int(sys.argv[2])

address = socket.gethostbyname(name)
print(name, "has the address", address)

c = socket.socket()
c.bind(("", 0))                     # any free port of mine
c.connect((address, port))
print("my end is", c.getsockname())
c.send(str.encode("hello!"))
print("Received", repr(c.recv(1024)))
c.close()
