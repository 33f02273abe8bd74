"""Wrong: adds the length to the bytes.

Loses: answers, runs_until_stopped
Says: Bytes and a value of the type
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = server.recvfrom(1024)
    text = data.decode()
    print(text, "from", sender)
    server.sendto(data.upper() + len(data), sender)
