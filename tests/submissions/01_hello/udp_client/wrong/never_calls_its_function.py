"""Wrong: nobody calls the function that would do it all.

Loses: sends
Says: no line outside of them calls one
"""
import socket
import sys


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for line in sys.stdin:
        sock.sendto(line.strip().encode(), (host, port))
        print(sock.recv(1024).decode())
