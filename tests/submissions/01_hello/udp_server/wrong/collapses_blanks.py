"""Wrong: two blanks in the text become one.

Loses: raises_letters
Says: two blanks are not one
"""
import socket, sys
s=socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind((sys.argv[1], int(sys.argv[2])))
while True: d,a=s.recvfrom(1024); print(d.decode(),a); s.sendto(b" ".join(d.split()).upper(),a)
