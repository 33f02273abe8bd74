r"""Wrong: the ID is ASCII, but \d of a str pattern takes the digits of all the world.

Loses: refuses_what_is_not_ascii
Says: is none of ASCII
"""
import re
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
total = 0
done = {}
while True:
    data, addr = sock.recvfrom(1024)
    try:
        m = re.fullmatch(r"([!-~]{1,32}) ADD (-?\d{1,18})", data.decode())
    except UnicodeDecodeError:
        m = None
    if m is None:
        sock.sendto(b"ERROR", addr)
        continue
    name, number = m.groups()
    if (addr, name) not in done:
        total += int(number)
        done[addr, name] = f"{name} {total}"
    sock.sendto(done[addr, name].encode(), addr)
