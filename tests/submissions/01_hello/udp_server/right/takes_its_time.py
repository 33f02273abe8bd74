"""Right: needs more than a second before it binds its socket, and half of one for each print.
"""
import socket
import sys
import time

time.sleep(1.3)
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    sock.sendto(data.upper(), addr)
    time.sleep(0.3)
    print(addr, data.decode())
