"""Wrong: removes senders from a set while it goes through it.

Loses: answers, runs_until_stopped
Says: A set or dictionary was changed in a loop that goes through it
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
senders = set()
while True:
    data, sender = server.recvfrom(1024)
    text = data.decode()
    print(text, "from", sender)
    senders.add(sender)
    for each in senders:
        senders.remove(each)
    server.sendto(text.upper().encode(), sender)
