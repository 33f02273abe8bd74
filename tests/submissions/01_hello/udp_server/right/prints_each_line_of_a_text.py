"""Right: prints each line of a text with its sender, in the form that Python shows."""
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = s.recvfrom(1024)
    for line in data.decode().splitlines():
        print(f"{sender}: {line!r}")
    s.sendto(data.decode().upper().encode(), sender)
