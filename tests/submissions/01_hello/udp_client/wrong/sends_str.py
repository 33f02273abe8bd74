"""Wrong: gives sendto a str, so it dies with a TypeError before anything is sent.

Loses: sends
Says: a str has to be encoded
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    sock.sendto(line.strip(), (sys.argv[1], int(sys.argv[2])))
    data, addr = sock.recvfrom(1024)
    print(data.decode("utf-8"))
