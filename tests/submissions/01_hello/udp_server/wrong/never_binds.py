"""Wrong: receives on a socket that has no address.

Loses: binds
Says: it never calls bind() | A server calls bind((host, port)) before it receives
"""
import socket
import sys


def serve(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    while True:
        data, sender = s.recvfrom(1024)
        text = data.decode()
        print(text, sender)
        s.sendto(text.upper().encode(), sender)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
