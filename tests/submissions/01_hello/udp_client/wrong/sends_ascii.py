"""Wrong: encodes the lines as ASCII, Chinese letters become question marks.

Loses: sends_utf8
Says: with ? in their places
"""
import socket
import sys


def ask(sock, text):
    sock.send(text.encode("ascii", "replace"))
    return sock.recv(1024).decode("utf-8")


with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.connect((sys.argv[1], int(sys.argv[2])))
    for text in (line.strip() for line in sys.stdin):
        if text:
            print(ask(sock, text))
