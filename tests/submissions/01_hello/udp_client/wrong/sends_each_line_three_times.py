"""Wrong: sends each line three times, since UDP may lose it.

Loses: sends_every_line
Says: The line before came a second time
"""
import socket
import sys

HOST, PORT = sys.argv[1], int(sys.argv[2])
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    data = line.strip().encode()
    for _ in range(3):
        sock.sendto(data, (HOST, PORT))
    reply, _ = sock.recvfrom(1024)
    print(reply.decode())
