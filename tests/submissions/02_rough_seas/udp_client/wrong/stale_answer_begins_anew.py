"""Wrong: a late answer to another request sets its count of sendings back, so it sends more than five.

Loses: strays_do_not_restart_the_wait
Says: Your program sent the request more than five times. | that is no reason to send more often
"""
import re
import secrets
import socket
import sys
import time

server = sys.argv[1], int(sys.argv[2])
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def ask(name, number):
    sendings = 0
    while sendings < 5:
        sendings += 1
        client.sendto(f"{name} ADD {number}".encode(), server)
        deadline = time.monotonic() + 0.2
        while (left := deadline - time.monotonic()) > 0:
            client.settimeout(left)
            try:
                data, sender = client.recvfrom(2048)
            except TimeoutError:
                break
            words = data.decode("ascii", "replace").split(" ")
            if sender != server or len(words) != 2:
                continue
            if words[0] == name:
                return words[1]
            if re.fullmatch("[0-9a-f]{16}", words[0]):
                sendings = 1
    return None


status = 0
for line in sys.stdin:
    total = ask(secrets.token_hex(8), line.strip())
    if total is None:
        print("no answer")
        status = 1
    else:
        print(total)
sys.exit(status)
