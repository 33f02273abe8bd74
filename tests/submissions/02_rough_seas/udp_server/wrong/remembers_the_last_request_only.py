"""Wrong: remembers the last request only, and knows it by its ID alone.

Loses: counts_a_request_once, tells_senders_apart
Says: after 1 other, it was added once more | taken for the same request as before
Points: 13
"""
import re
import socket
import sys

total, last, answer = 0, None, b""
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, sender = sock.recvfrom(2048)
    match = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
    if match is None:
        sock.sendto(b"ERROR", sender)
        continue
    if match[1] != last:
        last = match[1]
        total += int(match[2])
        answer = b"%s %d" % (last, total)
    sock.sendto(answer, sender)
