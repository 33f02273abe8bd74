"""Wrong: splits the text and joins it again before it is printed.

Loses: prints_the_text
Says: two blanks are not one
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    print(*addr, *data.decode().split())
    sock.sendto(data.upper(), addr)
