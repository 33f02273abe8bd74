"""Wrong: socket() without arguments makes a socket of TCP.

Loses: binds
Says: `socket.socket()` | makes a TCP socket, since nothing is said of its type
Never says: sandbox | accept() gives one
"""
import socket
ip_port = ('127.0.0.1', 8080)
udp_server = socket.socket()
udp_server.bind(ip_port)
while True:
    data, addr = udp_server.recvfrom(1024)
    print(data.decode('utf-8'), addr)
    udp_server.sendto(data.decode('utf-8').upper().encode('utf-8'), addr)
