"""Wrong: starts two dozen workers one after the other, each in a session of its own, before it binds.

Loses: binds
Says: Your program started many processes with a session of their own each and was stopped.
"""
import os
import socket
import sys
import time

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for number in range(24):
    if os.fork() == 0:
        os.setsid()
        break
    time.sleep(0.1)
else:
    s.bind((sys.argv[1], int(sys.argv[2])))
while True:
    try:
        data, address = s.recvfrom(1024)
    except OSError:
        time.sleep(0.1)
        continue
    print(data.decode(), "from", *address)
    s.sendto(data.decode().upper().encode(), address)
