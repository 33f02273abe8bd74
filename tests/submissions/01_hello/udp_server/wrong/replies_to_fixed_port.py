"""Wrong: sends every answer to the port after its own, not to the port that asked.

Loses: answers
Says: and the sender was
"""
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
CLIENT_PORT = port + 1  # we agreed on this one in class

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((host, port))
while True:
    data, addr = sock.recvfrom(1024)
    text = data.decode()
    print("from", addr, ":", text)
    sock.sendto(text.upper().encode(), (addr[0], CLIENT_PORT))
