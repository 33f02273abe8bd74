"""Wrong: waits for a reply for 0.3 s, and dies of the exception.

Loses: waits_for_each_reply
Says: own time limit ran out while it waited in recvfrom()

Judged by: waits_for_each_reply
"""
import socket
import sys


def talk(host, port):
    box = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    box.settimeout(0.3)
    for line in sys.stdin:
        box.sendto(line.strip().encode(), (host, port))
        data, _ = box.recvfrom(1024)
        print(data.decode())


talk(sys.argv[1], int(sys.argv[2]))
