"""Wrong: swapcase() lowers the capitals of the text.

Loses: raises_letters
Says: Small letters became capitals
Never says: upper() returns
"""
import socket, sys
s=socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind((sys.argv[1], int(sys.argv[2])))
while True: d,a=s.recvfrom(1024); print(d.decode(),a); s.sendto(d.decode().swapcase().encode(),a)
