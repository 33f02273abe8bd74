"""Wrong: sends each answer twice, to be sure.

Loses: answers_once
Says: the same one that had come before
"""
import socket
import sys

COPIES = 2  # UDP may lose one

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    text = data.decode("utf-8")
    print("from %s:%s %s" % (addr[0], addr[1], text))
    for _ in range(COPIES):
        sock.sendto(text.upper().encode("utf-8"), addr)
