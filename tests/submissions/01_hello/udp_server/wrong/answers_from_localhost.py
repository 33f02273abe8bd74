"""Wrong: answers from a second socket, at the same port of 127.0.0.1.

Loses: answers_from_its_address
Says: The port is right and the host is not
"""
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.bind((host, port))
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sender.bind(("localhost", port))
while True:
    data, address = receiver.recvfrom(1024)
    text = data.decode()
    print(f"{address[0]}:{address[1]} {text}")
    sender.sendto(text.upper().encode(), address)
