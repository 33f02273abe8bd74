"""Wrong: waits for a greeting of the server before it sends anything, and hangs.

Loses: sends
Says: waits in recvfrom()
"""
import socket
import sys


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("", 0))
    for line in sys.stdin:
        reply, _ = sock.recvfrom(1024)
        print(reply.decode())
        sock.sendto(line.strip().encode(), (host, port))


talk(sys.argv[1], int(sys.argv[2]))
