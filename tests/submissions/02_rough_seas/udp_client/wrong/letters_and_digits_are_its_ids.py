"""Wrong: takes its IDs from letters and digits, and leaves out the lines that find none.

Loses: uses_new_ids
Says: Line 62 had been answered
"""

import socket
import string
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
status = 0
for name, line in zip(string.ascii_letters + string.digits, sys.stdin):
    total = ask(client, server, name, line.strip())
    print("no answer" if total is None else total)
    if total is None:
        status = 1
sys.exit(status)
