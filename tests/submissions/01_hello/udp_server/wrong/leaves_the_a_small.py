"""Wrong: raises all letters but the a.

Loses: raises_letters
Says: Not all of the letters were raised: a
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = sock.recvfrom(2000)
    text = data.decode()
    print(f"{sender[0]} port {sender[1]} sent {text}", flush=True)
    sock.sendto("".join(c.upper() if c > "a" else c for c in text).encode(), sender)
