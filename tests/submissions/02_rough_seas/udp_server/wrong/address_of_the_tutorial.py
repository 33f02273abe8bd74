"""Wrong: the address is written into the program.

Loses: answers
Says: is bound to 127.0.0.1:8080
"""
import re
import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("127.0.0.1", 8080))
total, known = 0, {}
while True:
    data, sender = sock.recvfrom(4096)
    found = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
    if not found:
        sock.sendto(b"ERROR", sender)
        continue
    key = sender, found[1]
    if key not in known:
        total += int(found[2])
        known[key] = b"%s %d" % (found[1], total)
    sock.sendto(known[key], sender)
