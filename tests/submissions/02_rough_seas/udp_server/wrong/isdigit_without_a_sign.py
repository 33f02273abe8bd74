"""Wrong: asks number.isdigit() only, so -5 is an ERROR.

Loses: takes_any_number
Says: refused, although | its number is -
"""
import socket
import sys

GOOD_ID = set(range(33, 127))
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
known = {}
total = 0
while True:
    data, addr = server.recvfrom(512)
    words = data.split(b" ")
    if (len(words) == 3 and words[1] == b"ADD" and words[2].isdigit() and len(words[2]) <= 18
            and 1 <= len(words[0]) <= 32 and GOOD_ID.issuperset(words[0])):
        if (addr, words[0]) not in known:
            total += int(words[2])
            known[(addr, words[0])] = total
        server.sendto(words[0] + b" " + str(known[(addr, words[0])]).encode(), addr)
    else:
        server.sendto(b"ERROR", addr)
