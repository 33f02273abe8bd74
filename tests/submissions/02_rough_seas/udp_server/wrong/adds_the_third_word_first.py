"""Wrong: adds the third word as soon as that is a number, and looks at the other words after that.

Loses: errors_change_nothing
Says: The numbers of what was answered with ERROR had been added
"""
import re
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
answers = {}
while True:
    data, addr = sock.recvfrom(2048)
    words = data.split(b" ")
    if len(words) < 3 or not re.fullmatch(rb"-?[0-9]{1,18}", words[2]):
        sock.sendto(b"ERROR", addr)
        continue
    if (addr, data) in answers:
        sock.sendto(answers[addr, data], addr)
        continue
    total += int(words[2])
    if len(words) > 3 or words[1] != b"ADD" or not re.fullmatch(rb"[!-~]{1,32}", words[0]):
        sock.sendto(b"ERROR", addr)
        continue
    answers[addr, data] = words[0] + b" " + str(total).encode()
    sock.sendto(answers[addr, data], addr)
