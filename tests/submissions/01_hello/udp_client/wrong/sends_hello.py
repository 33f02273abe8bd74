"""Wrong: sends a word of its own for each line.

Loses: sends_the_line
Says: The text is not in what came
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in sys.stdin:
    sock.sendto(b"hello server", server)
    print(sock.recv(1024).decode())
