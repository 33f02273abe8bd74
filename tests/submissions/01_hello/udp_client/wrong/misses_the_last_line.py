"""Wrong: takes the last line for the empty rest after it.

Loses: strips_lines, sends_every_line, prints_the_reply, ends_with_status_0
Says: 0 of the 1 line | 4 of the 5 lines
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in sys.stdin.read().split("\n")[:-2]:
    sock.sendto(line.strip().encode(), server)
    print(sock.recv(1024).decode())
