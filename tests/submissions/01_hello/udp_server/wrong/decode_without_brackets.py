"""Wrong: names decode and does not call it, and cuts the text out of it.

Loses: answers, prints_the_text, prints_the_sender, runs_until_stopped
Says: A function or method itself was used as a value: it was not called
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = server.recvfrom(1024)
    text = data.decode[:]
    print(text, "from", sender)
    server.sendto(text.upper().encode(), sender)
