"""Wrong: sys.exit(all_answered): True is status 1 and False is status 0.

Loses: ends_with_status_0, ends_with_status_1
Says: Every line of its input was answered, with
"""
import socket
import sys
import time


def ask(sock, server, name, number):
    for _ in range(5):
        sock.sendto(f"{name} ADD {number}".encode(), server)
        end = time.monotonic() + 0.2
        while (left := end - time.monotonic()) > 0:
            sock.settimeout(left)
            try:
                data, sender = sock.recvfrom(1024)
                first, total = data.decode("ascii").split(" ")
            except (TimeoutError, ValueError):
                continue
            if sender == server and first == name:
                return total
    return None


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    totals = []
    for i, line in enumerate(sys.stdin):
        totals.append(ask(sock, (host, port), f"T{i}", line.strip()))
        print("no answer" if totals[-1] is None else totals[-1])
    return None not in totals


sys.exit(talk(sys.argv[1], int(sys.argv[2])))
