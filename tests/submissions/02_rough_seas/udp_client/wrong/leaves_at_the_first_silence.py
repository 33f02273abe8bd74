"""Wrong: leaves by exit(), without a status, when a line was not answered.

Loses: goes_on, ends_with_status_1
Says: The first line was not answered: the person who started the program should see that
"""
import secrets
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def ask(number):
    name = secrets.token_hex(8)
    for _ in range(5):
        sock.sendto(f"{name} ADD {number}".encode(), server)
        end = time.monotonic() + 0.2
        while (left := end - time.monotonic()) > 0:
            sock.settimeout(left)
            try:
                data, sender = sock.recvfrom(2048)
            except OSError:
                continue
            words = data.decode("utf-8", "replace").split()
            if sender == server and len(words) == 2 and words[0] == name:
                return words[1]
    print("no answer")
    sys.exit()


for line in sys.stdin:
    print(ask(line.strip()))
