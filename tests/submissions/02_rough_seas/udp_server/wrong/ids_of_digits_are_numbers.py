"""Wrong: an ID of digits is kept as a number, so 7 and 07 are one.

Loses: takes_any_id
Says: This is the answer to an earlier request
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
    key = sender, int(name) if name.isdigit() else name
    if key not in answers:
        total += number
        answers[key] = name + b" %d" % total
    server.sendto(answers[key], sender)
