"""Wrong: connects to a port of its own choice.

Loses: sends
Says: to 127.0.0.1:11
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect(("127.0.0.1", 11))
for line in sys.stdin:
    sock.send(line.strip().encode())
    while True:
        try:
            print(sock.recv(1024).decode())
            break
        except ConnectionRefusedError:
            print("nobody there yet")
