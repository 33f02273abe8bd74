"""Wrong: encodes the bytes that it has received.

Loses: answers, prints_the_text, prints_the_sender, runs_until_stopped
Says: These are bytes already: encode() turns text into bytes, decode() turns them back
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = server.recvfrom(1024)
    text = data.encode("utf-8")
    print(text, "from", sender)
    server.sendto(text.upper().encode(), sender)
