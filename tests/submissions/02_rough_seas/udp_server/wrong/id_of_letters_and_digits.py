"""Wrong: takes only letters, digits, - and _ in an ID.

Loses: takes_any_id
Says: refused, although | visible characters
"""
import re
import socket
import sys

pattern = re.compile(r"([A-Za-z0-9_-]{1,32}) ADD (-?[0-9]{1,18})")
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], int(sys.argv[2])))
total = 0
history = {}
while True:
    raw, client = s.recvfrom(1024)
    match = pattern.fullmatch(raw.decode("latin-1"))
    if match:
        name = match.group(1)
        if (client, name) not in history:
            total += int(match.group(2))
            history[(client, name)] = total
        s.sendto((name + " " + str(history[(client, name)])).encode(), client)
    else:
        s.sendto("ERROR".encode(), client)
