"""Wrong: a cache of 1000 remembers the requests.

Loses: counts_a_request_once
Says: had been forgotten
"""

import functools
import re
import socket
import sys

REQUEST = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
total = 0


@functools.lru_cache(1000)
def answer(sender, name, number):
    global total
    total += number
    return name + b" %d" % total


while True:
    data, sender = server.recvfrom(2048)
    match = REQUEST.fullmatch(data)
    if not match:
        server.sendto(b"ERROR", sender)
        continue
    name, number = match[1], int(match[2])
    server.sendto(answer(sender, name, number), sender)
