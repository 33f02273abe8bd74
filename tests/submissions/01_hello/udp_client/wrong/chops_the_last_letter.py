"""Wrong: cuts the last character off every line, also where it is not a newline.

Loses: strips_lines
Says: All of it came but
"""
import socket
import sys


def clean(line):
    line = line[:-1]  # the newline
    return line.strip()


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for line in sys.stdin:
        sock.sendto(clean(line).encode("utf-8"), (host, port))
        print(sock.recv(1024).decode("utf-8"))


talk(sys.argv[1], int(sys.argv[2]))
