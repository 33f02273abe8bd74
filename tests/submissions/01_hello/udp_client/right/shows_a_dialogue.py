"""Right: prints a dialogue, with its own line and the sender of each reply.
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in map(str.strip, sys.stdin):
    if not line:
        print("(nothing to send)")
        continue
    sock.sendto(line.encode(), server)
    print("me >", line)
    data, sender = sock.recvfrom(4096)
    print("{}:{} >".format(*sender), data.decode(), sep="\n", end="\n\n")
