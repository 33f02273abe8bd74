"""Wrong: decodes as ASCII, and does not expect that this fails.

Loses: refuses_what_is_not_ascii
Says: no request | Nobody caught the exception
Never says: travels as UTF-8
"""
import re
import socket
import sys

sock = socket.socket(type=socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total, told = 0, {}
while True:
    data, sender = sock.recvfrom(4096)
    found = re.fullmatch(r"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data.decode("ascii"))
    if found is None:
        sock.sendto(b"ERROR", sender)
        continue
    key = (sender, found[1])
    if key not in told:
        total += int(found[2])
        told[key] = f"{found[1]} {total}".encode()
    sock.sendto(told[key], sender)
