"""Wrong: sends a line again after 0.4 s, and takes the second reply to it for that to the next one.

Loses: waits_for_each_reply
Says: and had as many replies: one that was left over
"""
import select
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.connect((sys.argv[1], int(sys.argv[2])))
for line in sys.stdin.read().split("\n"):
    if not line.strip():
        continue
    ready = []
    while not ready:
        s.send(line.strip().encode())
        ready, _, _ = select.select([s], [], [], 0.4)
    print(s.recv(1024).decode())
