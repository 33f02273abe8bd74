"""Wrong: waits twice as long after each sending: 0.2, 0.4, 0.8 and 1.6 s.

Loses: waits_a_fifth_of_a_second
Says: longer than the one before
"""
import itertools
import socket
import sys
import time

SENDINGS = 5
box = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
SERVER = (sys.argv[1], int(sys.argv[2]))
ids = itertools.count(40)


def answer_within(name, seconds):
    end = time.monotonic() + seconds
    while (rest := end - time.monotonic()) > 0:
        box.settimeout(rest)
        try:
            data, sender = box.recvfrom(2048)
        except TimeoutError:
            return None
        words = data.split(b" ")
        if sender == SERVER and len(words) == 2 and words[0] == name:
            return words[1].decode()
    return None


def total_after(number):
    name = b"%d" % next(ids)
    for tries in range(SENDINGS):
        box.sendto(b"%s ADD %d" % (name, number), SERVER)
        total = answer_within(name, 0.2 * 2**tries)
        if total is not None:
            return total
    return None


totals = []
for line in sys.stdin:
    totals.append(total_after(int(line)))
    print("no answer" if totals[-1] is None else totals[-1])
sys.exit(None in totals)
