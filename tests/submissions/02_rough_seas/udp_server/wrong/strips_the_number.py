"""Wrong: what stands around ADD is cut at it, and the number is stripped.

Loses: refuses_near_misses
Says: Two spaces stand before the number
"""
import re
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
total = 0
answers = {}
while True:
    data, sender = server.recvfrom(2048)
    name, _, number = data.partition(b" ADD ")
    number = number.strip()
    if not re.fullmatch(rb"[!-~]{1,32}", name) or not re.fullmatch(rb"-?[0-9]{1,18}", number):
        server.sendto(b"ERROR", sender)
        continue
    if (sender, name) not in answers:
        total += int(number)
        answers[sender, name] = b"%s %d" % (name, total)
    server.sendto(answers[sender, name], sender)
