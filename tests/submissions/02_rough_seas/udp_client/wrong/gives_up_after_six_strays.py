"""Wrong: says `no answer` when six answers to other requests have come, though time is left.

Loses: strays_cost_no_sending
Says: After answers with another ID
"""
import select
import socket
import sys
import time


def ask(sock, server, name, number):
    strays = 0
    for _ in range(5):
        sock.sendto(f"{name} ADD {number}".encode(), server)
        end = time.monotonic() + 0.2
        while select.select([sock], [], [], max(0, end - time.monotonic()))[0]:
            data, sender = sock.recvfrom(1024)
            try:
                first, total = data.decode("ascii").split(" ")
            except ValueError:
                continue
            if sender != server:
                continue
            if first == name:
                return total
            strays += 1
            if strays == 6:
                return None
    return None


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
bad = 0
for n, line in enumerate(sys.stdin):
    total = ask(sock, (sys.argv[1], int(sys.argv[2])), f"tr{n}", line.strip())
    print("no answer" if total is None else total)
    bad = bad or total is None
sys.exit(int(bad))
