"""Right: prints the message half a second after both sockets have been closed.
"""
import socket
import sys
from time import sleep

ADDRESS = (sys.argv[1], int(sys.argv[2]))

s = socket.socket()
s.bind(ADDRESS)
s.listen()
c, a = s.accept()
data = c.recv(1024)
c.send(b"hi")
c.close()
s.close()

sleep(0.5)
print("Somebody at", a[0], "told me:")
print(data)
