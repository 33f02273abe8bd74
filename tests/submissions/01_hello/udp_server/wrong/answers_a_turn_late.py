"""Wrong: answers a datagram when the next one has come.

Loses: answers
Says: only after the next datagram
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
waiting = []
while True:
    data, sender = sock.recvfrom(2000)
    text = data.decode()
    print(f"{sender[0]} port {sender[1]} sent {text}", flush=True)
    waiting.append((text.upper().encode(), sender))
    if len(waiting) > 1:
        sock.sendto(*waiting.pop(0))
