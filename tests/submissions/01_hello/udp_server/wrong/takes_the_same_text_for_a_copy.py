"""Wrong: passes over a datagram that says what the one before it from this sender said.

Loses: answers_once
Says: same text had been sent and answered before
"""
import socket
import sys

sock = socket.socket(type=socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
latest = {}
while True:
    message, sender = sock.recvfrom(1024)
    print(message.decode(), *sender)
    if message != latest.get(sender):
        sock.sendto(message.decode().upper().encode(), sender)
    latest[sender] = message
