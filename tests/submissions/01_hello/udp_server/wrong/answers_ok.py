"""Wrong: answers OK, whatever it was sent.

Loses: raises_letters
Says: The text is not in what came
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    print("from", addr, data.decode())
    sock.sendto(b"OK", addr)
