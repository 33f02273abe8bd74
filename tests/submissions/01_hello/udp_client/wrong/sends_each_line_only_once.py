"""Wrong: a line that was sent before is left out.

Loses: sends_every_line
Says: line 4, which is line 3 again | even if the same text came before
"""
import socket, sys
s=socket.socket(socket.AF_INET, socket.SOCK_DGRAM); A=(sys.argv[1], int(sys.argv[2])); seen=set()
for l in sys.stdin:
    if l in seen: continue
    seen.add(l); s.sendto(l.strip().encode(),A); print(s.recv(1024).decode())
