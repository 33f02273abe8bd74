"""Wrong: is always one datagram late with its answers.

Loses: answers_again
Says: the answer to an earlier datagram
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
late = []
while True:
    data, addr = sock.recvfrom(1024)
    print(data.decode(), addr)
    late.append(data)
    sock.sendto(late[-2:][0].upper(), addr)
