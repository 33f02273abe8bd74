"""Wrong: select is given 0.2 s again after each stray.

Loses: strays_do_not_restart_the_wait
Says: waited from then on
"""
import select
import socket
import sys

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
unanswered = []
for n, line in enumerate(sys.stdin):
    name = ("sel-%d" % n).encode()
    total = None
    for _ in range(5):
        sock.sendto(name + b" ADD " + line.strip().encode(), server)
        while total is None:
            readable, _w, _x = select.select([sock], [], [], 0.2)
            if not readable:
                break
            data, sender = sock.recvfrom(1024)
            parts = data.split(b" ")
            if sender == server and parts[0] == name and len(parts) == 2 and parts[1].isascii():
                total = parts[1].decode()
        if total is not None:
            break
    if total is None:
        unanswered.append(line)
        print("no answer")
    else:
        print(total)
sys.exit(1 if unanswered else 0)
