"""Wrong: prints only the beginning of a long reply.

Loses: takes_1024_bytes
Says: 200 of 1024
"""
import socket
import sys

WIDTH = 200


def short(text):
    if len(text) <= WIDTH:
        return text
    return text[:WIDTH] + "..."


client = socket.socket(type=socket.SOCK_DGRAM)
while line := sys.stdin.readline():
    if line.isspace():
        continue
    client.sendto(line.strip().encode("utf-8"), (sys.argv[1], int(sys.argv[2])))
    print(short(client.recvfrom(1024)[0].decode("utf-8")))
