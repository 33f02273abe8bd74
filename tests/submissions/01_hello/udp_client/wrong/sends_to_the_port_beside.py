"""Wrong: sends to the port beside PORT, and is not even told that nobody is there.

Loses: sends
Says: 0 of the 2 lines of its input had come to HOST and PORT
Never says: was never called | nobody waited
"""
import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.settimeout(0.5)
    for line in sys.stdin:
        sock.sendto(line.strip().encode(), (sys.argv[1], int(sys.argv[2]) + 1))
        try:
            print(sock.recv(1024).decode())
        except TimeoutError:
            print("nothing came")
