"""Wrong: its answer holds all that it has been told so far.

Loses: answers_again
Says: stands before it
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
told = ""
while True:
    data, addr = sock.recvfrom(1024)
    told += data.decode()
    print(data.decode(), addr)
    sock.sendto(told.upper().encode(), addr)
