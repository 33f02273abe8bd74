"""Wrong: prints no more than 60 characters of a text.

Loses: takes_1024_bytes
Says: Only the beginning was printed: 60 of 1024 characters
"""
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = s.recvfrom(1024)
    text = data.decode()
    print(f"{addr[0]:>15}:{addr[1]:<5} {text:.60}")
    s.sendto(text.upper().encode(), addr)
