"""Wrong: sends its first line once more at the beginning, to wake the server.

Loses: sends_every_line
Says: line before
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect((sys.argv[1], int(sys.argv[2])))
is_first = True
for line in sys.stdin:
    data = line.strip().encode()
    if is_first:
        sock.send(data)
        is_first = False
    sock.send(data)
    print(sock.recv(1024).decode())
