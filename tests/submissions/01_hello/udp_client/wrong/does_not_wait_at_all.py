"""Wrong: a time-out of 0 means not to wait.

Loses: prints_the_reply, sends_every_line, ends_with_status_0
Says: told not to wait
Never says: found nobody
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
sock.settimeout(0)
for line in sys.stdin:
    sock.sendto(line.strip().encode(), server)
    print(sock.recv(1024).decode())
