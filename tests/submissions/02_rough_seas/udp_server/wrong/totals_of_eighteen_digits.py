"""Wrong: refuses a request that would give the total more than 18 digits.

Loses: takes_any_number
Says: with it the total has 19 digits
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
    if not match or abs(total + int(match[2])) >= 10**18:
        server.sendto(b"ERROR", sender)
        continue
    name, number = match[1], int(match[2])
    if (sender, name) not in answers:
        total += number
        answers[sender, name] = name + b" %d" % total
    server.sendto(answers[sender, name], sender)
