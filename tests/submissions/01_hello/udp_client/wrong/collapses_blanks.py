"""Wrong: two blanks in a line become one.

Loses: sends_the_line
Says: two blanks are not one
"""
import socket, sys
s=socket.socket(socket.AF_INET, socket.SOCK_DGRAM); A=(sys.argv[1], int(sys.argv[2]))
for l in sys.stdin:
    s.sendto(" ".join(l.split()).encode(),A); print(s.recv(1024).decode())
