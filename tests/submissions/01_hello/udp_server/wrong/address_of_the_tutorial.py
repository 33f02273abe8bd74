"""Wrong: the address is written into the program, as in the tutorial.

Loses: binds
Says: Your program is bound to 127.0.0.1:8080, but it was started with 127.
Never says: sandbox
"""
import socket

ip_port = ("127.0.0.1", 8080)
udp_server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp_server.bind(ip_port)
while True:
    msg, addr = udp_server.recvfrom(1024)
    print(msg.decode("utf-8"), addr)
    udp_server.sendto(msg.decode("utf-8").upper().encode("utf-8"), addr)
