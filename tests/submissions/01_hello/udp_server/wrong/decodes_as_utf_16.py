"""Wrong: decodes the datagrams as UTF-16.

Loses: raises_letters, prints_the_text, answers_again
Says: text travels as UTF-8 here
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = server.recvfrom(1024)
    text = data.decode("utf-16")
    print(text, "from", sender)
    server.sendto(text.upper().encode(), sender)
