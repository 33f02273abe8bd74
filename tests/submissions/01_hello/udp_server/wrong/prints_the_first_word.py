"""Wrong: prints only the first word of what it was sent.

Loses: prints_the_text
Says: Only its first word was printed
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    print(addr, "says", data.decode().split(" ")[0] if data else "")
    sock.sendto(data.upper(), addr)
