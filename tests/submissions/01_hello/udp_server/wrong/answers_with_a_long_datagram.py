"""Wrong: answers with more than a datagram can hold.

Loses: answers, runs_until_stopped
Says: One datagram cannot be that long
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = server.recvfrom(1024)
    text = data.decode()
    print(text, "from", sender)
    server.sendto(text.upper().encode() * 9999, sender)
