"""Wrong: takes a datagram for a string of C, which ends at its first zero byte.

Loses: refuses_near_misses
Says: A zero byte stands after the number
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
    match = REQUEST.fullmatch(data.split(b"\0")[0])
    if not match:
        server.sendto(b"ERROR", sender)
        continue
    name, number = match[1], int(match[2])
    if (sender, name) not in answers:
        total += number
        answers[sender, name] = name + b" %d" % total
    server.sendto(answers[sender, name], sender)
