"""Wrong: remembers each request for a good second only.

Loses: counts_a_request_once
Says: it had been forgotten by then

Points: 16
"""
import re
import socket
import sys
import time

FORM = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")
SHORT = 1.5


class Sum:
    def __init__(self):
        self.total = 0
        self.known = {}

    def answer(self, data, sender):
        match = FORM.fullmatch(data)
        if not match:
            return b"ERROR"
        now = time.monotonic()
        self.known = {key: kept for key, kept in self.known.items() if now - kept[0] < SHORT}
        key = sender, match[1]
        if key not in self.known:
            self.total += int(match[2])
            self.known[key] = now, match[1] + b" %d" % self.total
        return self.known[key][1]


def serve(host, port):
    kept = Sum()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as letters:
        letters.bind((host, port))
        while True:
            data, sender = letters.recvfrom(2048)
            letters.sendto(kept.answer(data, sender), sender)


serve(sys.argv[1], int(sys.argv[2]))
