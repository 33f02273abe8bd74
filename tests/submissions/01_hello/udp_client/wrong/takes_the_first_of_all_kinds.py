"""Wrong: makes its socket of the first answer of getaddrinfo(), which is one for TCP.

Loses: sends
Points: 0
Says: This is a TCP socket, which is connected to nobody
Never says: since nothing is said of its type
"""
import socket
import sys

found = socket.getaddrinfo(sys.argv[1], int(sys.argv[2]))
*arguments, _, server = found[0]
s = socket.socket(*arguments)
for line in sys.stdin:
    s.sendto(line.strip().encode(), server)
    data, server = s.recvfrom(1024)
    print(data.decode())
