"""Wrong: sends a datagram more at the end of its input.

Loses: ends_with_status_0
Says: after the last line
"""
import socket, sys
s=socket.socket(socket.AF_INET, socket.SOCK_DGRAM); A=(sys.argv[1], int(sys.argv[2]))
for l in sys.stdin: s.sendto(l.strip().encode(),A); print(s.recv(1024).decode())
s.sendto(b"bye",A)
