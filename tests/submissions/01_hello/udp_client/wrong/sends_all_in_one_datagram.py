"""Wrong: reads all of its input and sends it as one datagram.

Loses: sends_the_line, sends_every_line
Says: Several lines of its input came in one datagram
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
text = sys.stdin.read()
sock.sendto(text.strip().encode(), server)
print(sock.recv(1024).decode())
