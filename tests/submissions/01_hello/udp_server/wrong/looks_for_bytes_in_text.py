"""Wrong: looks for bytes in a text.

Loses: answers, prints_the_text, prints_the_sender, runs_until_stopped
Says: Bytes were looked for in text: decode the bytes first
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = server.recvfrom(1024)
    text = data.decode()
    if b"quit" in text:
        break
    print(text, "from", sender)
    server.sendto(text.upper().encode(), sender)
