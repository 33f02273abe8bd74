"""Wrong: makes a SOCK_DGRAM socket, on which nobody can listen.

Loses: listens
Says: this kind of socket
"""
from socket import *
import sys

tcp = socket(AF_INET, SOCK_DGRAM)
tcp.bind((sys.argv[1], int(sys.argv[2])))
tcp.listen(5)
conn, addr = tcp.accept()
data = conn.recv(1024)
print(data)
conn.send(b'hi')
conn.close()
tcp.close()
