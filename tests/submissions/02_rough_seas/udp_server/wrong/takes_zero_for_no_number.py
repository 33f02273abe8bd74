"""Wrong: answers ERROR to the number 0, which `if not number` takes for none.

Loses: takes_any_number
Says: its number is 0
Points: 19
"""
import re
import socket
import sys

PATTERN = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    total, answers = 0, {}
    while True:
        data, sender = sock.recvfrom(2048)
        match = PATTERN.fullmatch(data)
        number = match and int(match[2])
        if not number:
            sock.sendto(b"ERROR", sender)
            continue
        key = sender, match[1]
        if key not in answers:
            total += number
            answers[key] = b"%b %d" % (match[1], total)
        sock.sendto(answers[key], sender)


serve(sys.argv[1], int(sys.argv[2]))
