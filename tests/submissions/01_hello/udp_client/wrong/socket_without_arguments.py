"""Wrong: socket() without arguments makes a socket of TCP.

Loses: sends
Says: `socket.socket()` | makes a TCP socket, since nothing is said of its type
Never says: sandbox | never connected
"""
import socket
udp_client = socket.socket()
while True:
    data = input('>>: ').strip()
    udp_client.sendto(data.encode('utf-8'), ('127.0.0.1', 8080))
    back, addr = udp_client.recvfrom(1024)
    print(back.decode('utf-8'), addr)
