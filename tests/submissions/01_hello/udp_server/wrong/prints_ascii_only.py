"""Wrong: throws away what is not ASCII before it prints.

Loses: prints_every_text_decoded
Says: Only its ASCII characters
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    print(data.decode("ascii", "ignore"), addr)
    sock.sendto(data.upper(), addr)
