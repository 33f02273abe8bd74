"""Wrong: answers twenty-five datagrams, and then no more.

Loses: answers_once
Says: datagrams had been answered before it
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
count = 0
while True:
    data, sender = sock.recvfrom(2000)
    text = data.decode()
    print(f"{sender[0]} port {sender[1]} sent {text}", flush=True)
    count += 1
    if count <= 25:
        sock.sendto(text.upper().encode(), sender)
