"""Wrong: keeps its results by the number of the line, so that a later line with it hides the first one.

Loses: ends_with_status_1
Says: The third line, which has the number of the first, was answered as well
"""

import secrets
import socket
import sys
import time


def total_of(data, name):
    words = data.decode("utf-8", "replace").split(" ")
    return words[1] if len(words) == 2 and words[0] == name else None


def ask(client, server, name, number):
    for sending in range(5):
        client.sendto(f"{name} ADD {number}".encode(), server)
        deadline = time.monotonic() + 0.2
        while (left := deadline - time.monotonic()) > 0:
            client.settimeout(left)
            try:
                data, sender = client.recvfrom(2048)
            except TimeoutError:
                break
            total = total_of(data, name)
            if sender == server and total is not None:
                return total
    return None


server = sys.argv[1], int(sys.argv[2])
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
totals = {}
for line in sys.stdin:
    total = ask(client, server, secrets.token_hex(8), line.strip())
    print("no answer" if total is None else total)
    totals[line] = total
sys.exit(1 if None in totals.values() else 0)
