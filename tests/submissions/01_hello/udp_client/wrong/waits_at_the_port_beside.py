"""Wrong: sends to the port beside PORT, and waits for an answer for ever.

Loses: sends
Says: but it was started with 127. | It waits in recvfrom()
"""
import socket
import sys

sock = socket.socket(type=socket.SOCK_DGRAM)
server = sys.argv[1], int(sys.argv[2]) + 1
for line in sys.stdin:
    sock.sendto(line.strip().encode(), server)
    reply, _ = sock.recvfrom(1024)
    print(reply.decode())
