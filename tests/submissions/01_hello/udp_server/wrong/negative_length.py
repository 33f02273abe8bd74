"""Wrong: puts a negative number before the answer.

Loses: answers, runs_until_stopped
Says: A negative number does not fit an unsigned one
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = server.recvfrom(1024)
    text = data.decode()
    print(text, "from", sender)
    server.sendto((-len(text)).to_bytes(4, "big") + text.upper().encode(), sender)
