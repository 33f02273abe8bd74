"""Wrong: SOCK_DGRAM is the only argument of socket(): it is taken for the family.

Loses: binds
Says: `socket.socket(socket.SOCK_DGRAM)` | makes a TCP socket, since the first argument is the family | write `socket.socket(socket.AF_INET, socket.SOCK_DGRAM)`
Never says: sandbox | accept() gives one
"""
import socket
ip_port = ('127.0.0.1', 8080)
udp_server = socket.socket(socket.SOCK_DGRAM)
udp_server.bind(ip_port)
while True:
    data, addr = udp_server.recvfrom(1024)
    print(data.decode('utf-8'), addr)
    udp_server.sendto(data.decode('utf-8').upper().encode('utf-8'), addr)
