"""Wrong: SOCK_DGRAM is the only argument of socket(): it is taken for the family.

Loses: sends
Says: `socket.socket(socket.SOCK_DGRAM)` | makes a TCP socket, since the first argument is the family
Never says: sandbox | never connected
"""
import socket
import sys
udp_client = socket.socket(socket.SOCK_DGRAM)
while True:
    data = input('>>: ').strip()
    udp_client.sendto(data.encode('utf-8'), (sys.argv[1], int(sys.argv[2])))
    back, addr = udp_client.recvfrom(1024)
    print(back.decode('utf-8'), addr)
