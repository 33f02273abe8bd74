"""Wrong: swaps the bytes of the port by htons(), as one does in C, and connects to that port.

Loses: sends
Points: 0
Says: Your program sent to an address where nobody is
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect((sys.argv[1], socket.htons(int(sys.argv[2]))))
for line in sys.stdin:
    sock.send(line.strip().encode())
    print(sock.recv(1024).decode())
