"""Wrong: keeps its answers by the text, each with the address of the first client that has sent it.

Loses: answers_each_client
Says: The same text had come from client A before
"""
import socket
import sys

cache = {}
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = s.recvfrom(1024)
    print(addr[0], addr[1], data.decode())
    if data not in cache:
        cache[data] = (data.decode().upper().encode(), addr)
    s.sendto(*cache[data])
