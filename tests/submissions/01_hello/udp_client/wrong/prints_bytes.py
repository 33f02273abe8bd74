"""Wrong: prints the reply as bytes, not as decoded text.

Loses: prints_every_reply_decoded
Says: The bytes were printed
"""
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    s.sendto(line.strip().encode("utf-8"), (sys.argv[1], int(sys.argv[2])))
    data, addr = s.recvfrom(1024)
    print("got", data)
