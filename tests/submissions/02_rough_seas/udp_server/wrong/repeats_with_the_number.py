"""Wrong: answers a request that comes again with its number, in place of the total.

Loses: repeats_its_answer
Says: the request's own number
"""
import re
import socket
import sys

sock = socket.socket(type=socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total, told = 0, {}
while True:
    data, sender = sock.recvfrom(4096)
    found = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
    if found is None:
        sock.sendto(b"ERROR", sender)
        continue
    name, number = found[1].decode(), int(found[2])
    key = (sender, name)
    if key in told:
        sock.sendto(f"{name} {number}".encode(), sender)
        continue
    total += number
    told[key] = total
    sock.sendto(f"{name} {total}".encode(), sender)
