"""Wrong: takes the first word for all that the client has said.

Loses: raises_letters
Says: Only its beginning came
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    print("from", addr, data.decode())
    command = data.decode().partition(" ")[0]
    sock.sendto(command.upper().encode(), addr)
