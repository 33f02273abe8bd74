"""Wrong: sends its answers to the address that it binds, and so to itself.

Loses: answers
Says: Line 20 sends the answer to (host, port) | the server receives its own answer | the address that recvfrom() gives
"""
import socket
import sys


def serve(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind((host, port))
    told = set()
    while True:
        data, sender = s.recvfrom(1024)
        text = data.decode()
        if (text, sender) not in told:
            print(text, sender)
            told.add((text, sender))
        s.sendto(text.upper().encode(), (host, port))


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
