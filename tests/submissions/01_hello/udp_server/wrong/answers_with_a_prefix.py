"""Wrong: says "echo: " before each answer.

Loses: raises_letters
Says: 'ECHO: ' stands before it
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    text = data.decode()
    print(f"{text} <- {addr[0]}:{addr[1]}")
    sock.sendto(f"echo: {text}".upper().encode(), addr)
