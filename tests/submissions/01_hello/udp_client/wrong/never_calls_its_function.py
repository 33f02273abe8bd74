"""Wrong: nobody calls the function that would do it all.

Loses: sends
Says: came to its end without an error
"""
import socket
import sys


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for line in sys.stdin:
        sock.sendto(line.strip().encode(), (host, port))
        print(sock.recv(1024).decode())
