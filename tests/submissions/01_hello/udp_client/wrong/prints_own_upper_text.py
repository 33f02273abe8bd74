"""Wrong: prints what it believes the server will say instead of what it said.

Loses: prints_the_reply
Says: The line that was sent was printed in capitals
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    message = line.strip()
    sock.sendto(message.encode("utf-8"), (sys.argv[1], int(sys.argv[2])))
    sock.recvfrom(1024)
    print("server says:", message.upper())
