"""Wrong: keeps its answers in a list for each client, and sends all of them each time.

Loses: answers_once
Says: more than one answer to a datagram
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
answers = {}
while True:
    data, client = server.recvfrom(1024)
    text = data.decode()
    print(text, "from", client, flush=True)
    mine = answers.setdefault(client, [])
    mine.append(text.upper())
    for answer in mine:
        server.sendto(answer.encode(), client)
