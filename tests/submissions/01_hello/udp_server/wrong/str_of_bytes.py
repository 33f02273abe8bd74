"""Wrong: wraps the bytes in str(), so the answer is B'...' with the quotes.

Loses: raises_letters
Says: what Python shows of bytes
"""
import socket
import sys


def upper_of(data):
    return str(data).upper()


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, address = sock.recvfrom(1024)
    print('data   :', data.decode())
    print('address:', address)
    sock.sendto(upper_of(data).encode(), address)
