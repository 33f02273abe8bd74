"""Right: sends a line again after 0.4 s, and passes over replies to it that come too late."""
import select
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.connect((sys.argv[1], int(sys.argv[2])))


def is_there(seconds):
    return bool(select.select([s], [], [], seconds)[0])


for line in sys.stdin.read().split("\n"):
    if not line.strip():
        continue
    while is_there(0):
        s.recv(1024)
    s.send(line.strip().encode())
    while not is_there(0.4):
        s.send(line.strip().encode())
    print(s.recv(1024).decode())
