"""Wrong: answers with the repr of the text, quotes and all.

Loses: raises_letters
Says: "'" stands before it
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    text = data.decode()
    print(addr, text)
    sock.sendto(repr(text.upper()).encode(), addr)
