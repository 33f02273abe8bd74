"""Wrong: when its client has been silent for a second and a half it says goodbye and ends.

Loses: runs_until_stopped
Says: while nobody spoke | no error left it
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
try:
    while True:
        data, addr = sock.recvfrom(1024)
        print(data.decode(), addr)
        sock.sendto(data.upper(), addr)
        sock.settimeout(1.5)
except TimeoutError:
    print("nobody is there any more")
