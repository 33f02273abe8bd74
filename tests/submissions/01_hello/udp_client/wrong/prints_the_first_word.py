"""Wrong: prints only the first word of a reply.

Loses: prints_the_reply, survives_a_blank_line
Says: Only its first word was printed
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in sys.stdin:
    sock.sendto(line.strip().encode(), server)
    print(sock.recv(1024).decode().split()[0])
