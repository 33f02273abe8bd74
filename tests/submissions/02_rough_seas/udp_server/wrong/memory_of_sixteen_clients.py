"""Wrong: remembers what sixteen clients have asked for; one more pushes the first one out.

Loses: counts_a_request_once
Says: had been forgotten
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
    if sender not in answers:
        if len(answers) == 16:
            del answers[next(iter(answers))]
        answers[sender] = {}
    if name not in answers[sender]:
        total += number
        answers[sender][name] = name + b" %d" % total
    server.sendto(answers[sender][name], sender)
