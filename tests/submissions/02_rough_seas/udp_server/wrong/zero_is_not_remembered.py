"""Wrong: a request that adds 0 is not remembered, and has another total when it comes again.

Loses: repeats_its_answer
Says: as it is by now
"""
import re
import socket
import sys

REQUEST = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")

total = 0
answers = {}
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
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
        if number != 0:
            answers[sender, name] = answer
    server.sendto(answer, sender)
