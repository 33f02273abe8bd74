"""Wrong: two blanks in a text are its private word for the end.

Loses: raises_letters
Says: a server goes on until it is stopped
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    print(data.decode(), addr)
    if b"  " in data:
        break
    sock.sendto(data.upper(), addr)
