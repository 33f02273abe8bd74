"""Wrong: forgets what a sender has asked for when it sends an empty datagram.

Loses: errors_change_nothing
Says: The empty datagram made the server forget
"""

import re
import socket
import sys

REQUEST = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
total = 0
answers = {}
while True:
    data, sender = server.recvfrom(2048)
    if not data:
        answers = {key: answers[key] for key in answers if key[0] != sender}
        continue
    match = REQUEST.fullmatch(data)
    if not match:
        server.sendto(b"ERROR", sender)
        continue
    name, number = match[1], int(match[2])
    if (sender, name) not in answers:
        total += number
        answers[sender, name] = name + b" %d" % total
    server.sendto(answers[sender, name], sender)
