"""Wrong: packs the text into a format of bytes.

Loses: answers, runs_until_stopped
Says: The format `s` takes bytes: encode the text first
"""
import socket
import struct
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = server.recvfrom(1024)
    text = data.decode()
    print(text, "from", sender)
    server.sendto(struct.pack("!20s", text.upper()), sender)
