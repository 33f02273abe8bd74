"""Wrong: receives at most 512 bytes of a reply.

Loses: takes_1024_bytes
Says: 512 of 1024
"""
import socket
import sys

SIZE = 512
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    sock.sendto(line.strip().encode("utf-8"), (sys.argv[1], int(sys.argv[2])))
    reply, _ = sock.recvfrom(SIZE)
    print(reply.decode("utf-8", "ignore"))
