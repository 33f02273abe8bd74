"""Wrong: takes the port of the server for that of the client.

Loses: answers
Says: and the sender was
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, (host, port) = sock.recvfrom(1024)
    print(host, port, data.decode())
    sock.sendto(data.upper(), (host, sock.getsockname()[1]))
