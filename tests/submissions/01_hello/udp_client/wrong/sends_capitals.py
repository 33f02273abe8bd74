"""Wrong: raises the letters itself, which is the server's work.

Loses: sends_the_line
Says: came in capitals
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in sys.stdin:
    sock.sendto(line.strip().upper().encode(), server)
    print(sock.recv(1024).decode())
