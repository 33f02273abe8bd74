"""Wrong: gives sendto() the host and the port apart, and not as one pair.

Loses: sends
Says: The address is one pair. Write sendto(data, (host, port))
Never says: int()
"""
import socket
import sys


def talk(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for line in sys.stdin:
        s.sendto(line.strip().encode(), host, port)
        data, sender = s.recvfrom(1024)
        print(data.decode())


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
