"""Wrong: strips before it looks for the end of input, so a blank line ends it.

Loses: survives_a_blank_line
Says: it is a line, and not the end of the input
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
while line := sys.stdin.readline().strip():
    sock.sendto(line.encode("utf-8"), (sys.argv[1], int(sys.argv[2])))
    print(sock.recv(1024).decode("utf-8"))
