"""Wrong: answers one datagram and ends.

Loses: answers_again, runs_until_stopped
Says: ended by itself after 1 answer
"""
import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.bind((sys.argv[1], int(sys.argv[2])))
    data, addr = sock.recvfrom(1024)
    text = data.decode()
    print(text)
    print(addr)
    sock.sendto(text.upper().encode(), addr)
