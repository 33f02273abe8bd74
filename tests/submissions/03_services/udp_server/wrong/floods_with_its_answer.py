"""Wrong: sends its answers for ever.

Loses: gives_the_address
Says: does not have the address of
Judged by: gives_the_address
"""
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
data, addr = s.recvfrom(65535)
while True:
    s.sendto(data + bytes(30000), addr)
