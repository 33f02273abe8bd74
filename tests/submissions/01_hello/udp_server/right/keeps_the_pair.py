"""Right: never unpacks what recvfrom returns, and raises the bytes instead of the text."""
import socket, sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))

while True:
    p = s.recvfrom(1024)
    print(p[0].decode('utf-8'))
    print(p[1])
    s.sendto(p[0].upper(), p[1])
