"""Wrong: sends to the port beside PORT, and is not even told that nobody is there.

Loses: sends
Says: HOST and PORT
Never says: was never called | nobody waited
"""
import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.settimeout(2)
    for line in sys.stdin:
        sock.sendto(line.strip().encode(), (sys.argv[1], int(sys.argv[2]) + 1))
        try:
            print(sock.recv(1024).decode())
        except TimeoutError:
            print("nothing came")
