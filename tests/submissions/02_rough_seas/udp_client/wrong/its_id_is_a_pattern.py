"""Wrong: its ID with a dot is put into a pattern, where the dot fits any character.

Loses: compares_the_whole_id
Says: an x for each mark
"""

import re
import secrets
import socket
import sys
import time


def total_of(data, name):
    answer = re.fullmatch(f"{name} (-?[0-9]+)", data.decode("utf-8", "replace"))
    return answer and answer[1]


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
for line in sys.stdin:
    total = ask(client, server, secrets.token_hex(4) + "." + secrets.token_hex(4), line.strip())
    print("no answer" if total is None else total)
    if total is None:
        status = 1
sys.exit(status)
