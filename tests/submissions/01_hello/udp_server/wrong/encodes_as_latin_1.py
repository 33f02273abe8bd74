"""Wrong: answers in latin-1.

Loses: keeps_chinese, prints_every_text_decoded
Says: this course uses UTF-8
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = server.recvfrom(1024)
    text = data.decode()
    print(text, "from", sender)
    server.sendto(text.upper().encode("latin-1"), sender)
