"""Wrong: calls recvfrom without the size of its buffer, and ends before it takes a datagram.

Loses: answers
Points: 0
Says: ended (status 1) before it received a datagram
"""
import re
import socket
import sys

REQUEST = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")
total, answers = 0, {}

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind((sys.argv[1], int(sys.argv[2])))
    while True:
        datagram, sender = server.recvfrom()
        request = REQUEST.fullmatch(datagram)
        if request is None:
            server.sendto(b"ERROR", sender)
            continue
        name, number = request.groups()
        if (sender, name) not in answers:
            total += int(number)
            answers[sender, name] = name + b" " + str(total).encode()
        server.sendto(answers[sender, name], sender)
