"""Wrong: gives sendto() the host and the port apart, and not as one pair.

Loses: answers, runs_until_stopped
Says: The address is one pair. Write sendto(data, (host, port))
Never says: int()
"""
import socket
import sys


def serve(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind((host, port))
    while True:
        data, sender = s.recvfrom(1024)
        text = data.decode()
        print(text, sender)
        s.sendto(text.upper().encode(), sender[0], sender[1])


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
