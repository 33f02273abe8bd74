"""Wrong: requests are told apart by sender and ID, but their answers are kept by the ID alone.

Loses: tells_senders_apart
Says: This is the answer to another sender's request with the same ID
"""
import re
import socket
import sys

REQUEST = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")

total = 0
seen = set()
answers = {}
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = server.recvfrom(2048)
    match = REQUEST.fullmatch(data)
    if not match:
        server.sendto(b"ERROR", sender)
        continue
    name, number = match[1], int(match[2])
    if (sender, name) not in seen:
        seen.add((sender, name))
        total += number
        answers[name] = name + b" %d" % total
    server.sendto(answers[name], sender)
