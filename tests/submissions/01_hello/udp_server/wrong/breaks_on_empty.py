"""Wrong: takes an empty datagram for the end, as if this were TCP.

Loses: survives_an_empty_datagram
Says: had no bytes
"""
import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.bind((sys.argv[1], int(sys.argv[2])))
    while True:
        data, addr = sock.recvfrom(1024)
        if not data:
            print("client has gone")
            break
        print(addr[0], addr[1], data.decode())
        sock.sendto(data.decode().upper().encode(), addr)
