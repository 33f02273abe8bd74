"""Wrong: prints how long the reply is and where it came from, not the reply.

Loses: prints_the_reply
Says: which is its length
"""
import socket
import sys


def talk(host, port):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for line in iter(sys.stdin.readline, ""):
            if not line.strip():
                continue
            sock.sendto(line.strip().encode(), (host, port))
            data, addr = sock.recvfrom(1024)
            print("received", len(data.decode()), "letters from", addr)


talk(sys.argv[1], int(sys.argv[2]))
