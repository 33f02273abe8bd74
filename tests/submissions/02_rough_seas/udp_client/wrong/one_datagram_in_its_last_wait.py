"""Wrong: takes one datagram only in its last wait, whatever it is.

Loses: strays_cost_no_sending
Says: It printed `no answer`, although its request had been answered
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
            if sending == 4:
                return None
    return None


server = sys.argv[1], int(sys.argv[2])
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
status = 0
for line in sys.stdin:
    total = ask(client, server, secrets.token_hex(8), line.strip())
    print("no answer" if total is None else total)
    if total is None:
        status = 1
sys.exit(status)
