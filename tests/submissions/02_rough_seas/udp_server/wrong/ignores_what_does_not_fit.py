"""Wrong: a datagram that is longer than its buffer gets no answer.

Loses: refuses_near_misses
Says: It got no answer. The number has thousands of digits
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
    data, _, flags, sender = server.recvmsg(256)
    if flags & socket.MSG_TRUNC:
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
