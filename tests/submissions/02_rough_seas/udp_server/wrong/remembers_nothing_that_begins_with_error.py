"""Wrong: keeps no answer that begins with ERROR, and so none to an ID that does.

Loses: counts_a_request_once
Says: The request with the ID ERROR
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
    answer = answers.get((sender, name))
    if answer is None:
        total += number
        answer = name + b" %d" % total
        if not answer.startswith(b"ERROR"):
            answers[sender, name] = answer
    server.sendto(answer, sender)
