"""Wrong: the key of its memory is host, port and ID in one text, with nothing between port and ID.

Loses: tells_senders_apart
Says: Written one after the other, port and ID are the same characters
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
    match = REQUEST.fullmatch(data)
    if not match:
        server.sendto(b"ERROR", sender)
        continue
    name, number = match[1], int(match[2])
    key = f"{sender[0]}:{sender[1]}{name.decode()}"
    if key not in answers:
        total += number
        answers[key] = name + b" %d" % total
    server.sendto(answers[key], sender)
