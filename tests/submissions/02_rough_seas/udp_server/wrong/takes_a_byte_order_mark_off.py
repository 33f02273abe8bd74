"""Wrong: decodes with utf-8-sig, which takes a byte order mark off.

Loses: refuses_what_is_not_ascii
Says: A byte order mark stands before its ID
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
    try:
        match = REQUEST.fullmatch(data.decode("utf-8-sig").encode())
    except UnicodeDecodeError:
        match = None
    if not match:
        server.sendto(b"ERROR", sender)
        continue
    name, number = match[1], int(match[2])
    if (sender, name) not in answers:
        total += number
        answers[sender, name] = name + b" %d" % total
    server.sendto(answers[sender, name], sender)
