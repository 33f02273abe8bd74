"""Wrong: looks at PORT and not at HOST.

Loses: binds
Says: bound to 127.0.0.1
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("127.0.0.1", int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    print(data.decode(), addr)
    sock.sendto(data.upper(), addr)
