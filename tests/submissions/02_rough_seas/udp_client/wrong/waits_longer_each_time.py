"""Wrong: waits longer after each sending (0.2, 0.4, 0.6 s ...), as other protocols do.

Loses: waits_a_fifth_of_a_second
Says: longer than the one before
"""
import select
import socket
import sys
import time


def ask(sock, server, name, number):
    wait = 0.2
    for _ in range(5):
        sock.sendto(b"%s ADD %d" % (name, number), server)
        end = time.monotonic() + wait
        while select.select([sock], [], [], max(0, end - time.monotonic()))[0]:
            data, sender = sock.recvfrom(1024)
            first, blank, total = data.partition(b" ")
            if sender == server and first == name and blank and total.isascii():
                return total.decode()
        wait += 0.2
    return None


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
code = 0
for n, line in enumerate(sys.stdin, 7000):
    total = ask(sock, (sys.argv[1], int(sys.argv[2])), b"%d" % n, int(line))
    print(total if total else "no answer")
    code |= not total
sys.exit(code)
