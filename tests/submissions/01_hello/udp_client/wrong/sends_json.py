"""Wrong: sends each line as JSON, with quotes around it.

Loses: sends_the_line
Says: stands before it
"""
import json
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
for line in sys.stdin:
    sock.sendto(json.dumps(line.strip(), ensure_ascii=False).encode(), server)
    print(sock.recv(1024).decode())
