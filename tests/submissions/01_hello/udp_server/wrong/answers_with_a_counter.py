"""Wrong: counts its answers, and the number is in them.

Loses: raises_letters
Says: ' (1)' stands after it
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
count = 0
for data, addr in iter(lambda: sock.recvfrom(2048), None):
    count += 1
    print(count, data.decode(), *addr)
    sock.sendto(data.upper() + f" ({count})".encode(), addr)
