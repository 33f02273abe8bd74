"""Wrong: writes a letter into the format that there is not.

Loses: answers, runs_until_stopped
Says: There is a letter in the format that struct does not know
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
    server.sendto(struct.pack("!y", 1) + data.upper(), sender)
