"""Wrong: sends repr(line), which is for looking.

Loses: sends_the_line
Says: what Python shows of a text, with quotes
"""
import socket
import sys

client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in sys.stdin:
    text = repr(line.strip())
    client.sendto(text.encode("utf-8"), server)
    reply, _ = client.recvfrom(1024)
    print(reply.decode("utf-8"))
