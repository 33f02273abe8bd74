"""Wrong: finds a request that is one line of a datagram with others.

Loses: refuses_near_misses
Says: A second line stands after the request | Only its beginning was taken
"""

import re
import socket
import sys

REQUEST = re.compile(rb"^([!-~]{1,32}) ADD (-?[0-9]{1,18})$", re.MULTILINE)
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
total = 0
answers = {}
while True:
    data, sender = server.recvfrom(2048)
    match = REQUEST.search(data.removesuffix(b"\n"))
    if not match:
        server.sendto(b"ERROR", sender)
        continue
    name, number = match[1], int(match[2])
    if (sender, name) not in answers:
        total += number
        answers[sender, name] = name + b" %d" % total
    server.sendto(answers[sender, name], sender)
