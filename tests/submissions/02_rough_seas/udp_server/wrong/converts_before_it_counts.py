"""Wrong: int() comes before the digits are counted, and raises an exception for thousands of them.

Loses: refuses_near_misses
Says: It ended at a datagram that is no request. The number has thousands of digits
"""
import re
import socket
import sys

REQUEST = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]+)")

total = 0
answers = {}
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = server.recvfrom(65535)
    match = REQUEST.fullmatch(data)
    if not match or abs(int(match[2])) >= 10**18:
        server.sendto(b"ERROR", sender)
        continue
    name, number = match[1], int(match[2])
    if (sender, name) not in answers:
        total += number
        answers[sender, name] = name + b" %d" % total
    server.sendto(answers[sender, name], sender)
