"""Right: tells the sender of an empty datagram that it was empty, which nobody judges.
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    print(addr, "sent", data.decode() or "nothing")
    sock.sendto(data.upper() or b"You have sent nothing at all", addr)
