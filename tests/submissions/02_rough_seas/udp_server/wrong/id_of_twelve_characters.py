"""Wrong: keeps the first twelve characters of an ID.

Loses: takes_any_id
Says: 12 of the ID's
"""
import re
import socket
import sys

REQUEST = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total, answers = 0, {}


def answer_to(name, number):
    global total
    total += number
    return name + b" %d" % total


while True:
    data, sender = sock.recvfrom(2048)
    request = REQUEST.fullmatch(data)
    if request is None:
        sock.sendto(b"ERROR", sender)
        continue
    key = (sender, request[1])
    if key not in answers:
        answers[key] = answer_to(request[1][:12], int(request[2]))
    sock.sendto(answers[key], sender)
