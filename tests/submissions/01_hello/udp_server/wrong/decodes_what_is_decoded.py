"""Wrong: decodes the text once more.

Loses: answers, prints_the_text, prints_the_sender, runs_until_stopped
Says: This is text already: decode() turns bytes into text, encode() turns it back
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = server.recvfrom(1024)
    text = data.decode()
    print(text.decode(), "from", sender)
    server.sendto(text.upper().encode(), sender)
