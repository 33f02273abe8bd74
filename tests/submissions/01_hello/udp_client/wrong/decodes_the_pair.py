"""Wrong: treats the pair that recvfrom returns as the reply and dies at the first one.

Loses: prints_the_reply, sends_every_line, ends_with_status_0
Says: a pair; take it apart
"""
import socket
import sys

client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

for line in sys.stdin:
    client.sendto(line.strip().encode("utf-8"), (sys.argv[1], int(sys.argv[2])))
    reply = client.recvfrom(1024)
    print(reply.decode("utf-8"))
