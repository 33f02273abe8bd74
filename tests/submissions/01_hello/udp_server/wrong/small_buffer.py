"""Wrong: reads at most 512 bytes, the rest of a longer datagram is lost.

Loses: takes_1024_bytes
Says: 512 of 1024
"""
import socket
import sys

BUFFER = 512

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = s.recvfrom(BUFFER)
    text = data.decode("utf-8", errors="ignore")
    print(f"{text!r} from {addr[0]}:{addr[1]}")
    s.sendto(text.upper().encode("utf-8"), addr)
