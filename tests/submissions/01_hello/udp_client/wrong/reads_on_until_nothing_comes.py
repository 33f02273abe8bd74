"""Wrong: reads on until an empty datagram comes, as if this were TCP.

Loses: prints_the_reply, sends_every_line, ends_with_status_0
Says: It waits in recv()
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in sys.stdin:
    sock.sendto(line.strip().encode(), server)
    reply = b""
    while data := sock.recv(1024):
        reply += data
    print(reply.decode())
