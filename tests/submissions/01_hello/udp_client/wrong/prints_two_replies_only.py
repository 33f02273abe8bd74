"""Wrong: prints no more than two replies.

Loses: prints_every_reply_decoded
Says: The text before it was printed, and this one was not
"""
import socket
import sys

sock = socket.socket(type=socket.SOCK_DGRAM)
for count, line in enumerate(sys.stdin):
    sock.sendto(line.strip().encode(), (sys.argv[1], int(sys.argv[2])))
    reply, _ = sock.recvfrom(1024)
    if count < 2:
        print(reply.decode())
