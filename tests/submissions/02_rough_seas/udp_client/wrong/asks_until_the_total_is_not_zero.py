"""Wrong: waits and asks on while the total is 0, its own sign for "nothing yet".

Loses: prints_the_total
Says: answered with the total 0 | counts it as false
Points: 19
"""
import socket
import sys
import time


def total_in(data, name):
    words = data.decode("ascii", "replace").split()
    if len(words) == 2 and words[0] == name and words[1].lstrip("-").isdigit():
        return int(words[1])
    return 0


def ask(sock, server, name, number):
    total, sendings = 0, 0
    while not total and sendings < 5:
        sock.sendto(f"{name} ADD {number}".encode(), server)
        sendings += 1
        end = time.monotonic() + 0.2
        while not total and (left := end - time.monotonic()) > 0:
            sock.settimeout(left)
            try:
                data, sender = sock.recvfrom(2048)
            except TimeoutError:
                break
            if sender == server:
                total = total_in(data, name)
    return total


server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
status = 0
for count, line in enumerate(sys.stdin):
    total = ask(sock, server, f"line{count}", int(line))
    print(total or "no answer")
    status = status if total else 1
sys.exit(status)
