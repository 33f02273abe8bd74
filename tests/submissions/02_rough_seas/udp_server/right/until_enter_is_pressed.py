"""Right: a thread adds the numbers, and the main thread ends the program at Enter."""

import re
import socket
import sys
import threading

totals = {"sum": 0}
seen = {}
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))


def answer(data, sender):
    match = re.fullmatch(rb"([\x21-\x7e]{1,32}) ADD (-?[0-9]{1,18})", data)
    if match is None:
        return b"ERROR"
    key = sender, match[1]
    if key not in seen:
        totals["sum"] += int(match[2])
        seen[key] = b"%s %d" % (match[1], totals["sum"])
    return seen[key]


def loop():
    while True:
        data, sender = sock.recvfrom(4096)
        sock.sendto(answer(data, sender), sender)


threading.Thread(target=loop, daemon=True).start()
input("Press Enter to stop")
sock.close()
