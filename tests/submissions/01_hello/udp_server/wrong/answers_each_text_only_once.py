"""Wrong: never answers the same text a second time.

Loses: answers_once
Says: The same text had been sent and answered before
"""
import socket, sys
s=socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind((sys.argv[1], int(sys.argv[2]))); c=set()
while True:
    d,a=s.recvfrom(1024); print(d.decode(),a)
    if d in c: continue
    c.add(d); s.sendto(d.upper(),a)
