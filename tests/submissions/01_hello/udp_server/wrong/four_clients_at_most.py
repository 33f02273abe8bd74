"""Wrong: answers the first four clients only.

Loses: answers_each_client
Says: other clients had been answered
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
known = set()
while True:
    data, sender = sock.recvfrom(2000)
    text = data.decode()
    print(f"{sender[0]} port {sender[1]} sent {text}", flush=True)
    if len(known) < 4:
        known.add(sender)
    if sender in known:
        sock.sendto(text.upper().encode(), sender)
