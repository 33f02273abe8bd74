"""Wrong: makes plain spaces of those that do not break, as text from the web needs it.

Loses: refuses_what_is_not_ascii
Says: After its ID stands a space that is not the one of ASCII
"""
import re
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
done = {}


def clean(data):
    return data.decode("utf-8", errors="replace").replace("\N{NO-BREAK SPACE}", " ")


while True:
    data, addr = sock.recvfrom(2048)
    m = re.fullmatch("([!-~]{1,32}) ADD (-?[0-9]{1,18})", clean(data))
    if m is None:
        sock.sendto(b"ERROR", addr)
        continue
    if (addr, m[1]) not in done:
        total += int(m[2])
        done[addr, m[1]] = f"{m[1]} {total}".encode()
    sock.sendto(done[addr, m[1]], addr)
