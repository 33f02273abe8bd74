"""Sends what you type, line by line, and prints each reply."""

import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
while line := sys.stdin.readline().strip():
    sock.sendto(line.encode("utf-8"), (sys.argv[1], int(sys.argv[2])))
    print(sock.recv(1024).decode("utf-8"))
