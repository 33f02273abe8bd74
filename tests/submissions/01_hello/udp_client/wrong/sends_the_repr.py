"""Wrong: wraps the bytes in str() before sending, so b'...' with its quotes goes out.

Loses: sends_the_line
Says: what Python shows of bytes
"""
import socket
import sys


def to_wire(line):
    data = line.encode("utf-8")
    return bytes(str(data), "utf-8")


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    if line.strip():
        sock.sendto(to_wire(line.strip()), (sys.argv[1], int(sys.argv[2])))
        print(sock.recvfrom(1024)[0].decode("utf-8"))
