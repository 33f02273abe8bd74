"""Wrong: each word of a line begins with a capital.

Loses: sends_the_line
Says: The text came with a capital at the beginning of each word.
"""

import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.connect((sys.argv[1], int(sys.argv[2])))
    print("I am", sock.getsockname(), "and talk to", sock.getpeername())
    for line in iter(sys.stdin.readline, ''):
        line = line.strip()
        if line:
            sock.send(bytes(line.title(), 'utf-8'))
            print("server:", str(sock.recv(1024), 'utf-8'))
