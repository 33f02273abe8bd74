"""Wrong: puts the length of the text into a single byte before the answer.

Loses: answers, runs_until_stopped
Says: The number does not fit so few bytes
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = server.recvfrom(1024)
    text = data.decode()
    print(text, "from", sender)
    server.sendto((len(text) * 999).to_bytes(1, "big") + text.upper().encode(), sender)
