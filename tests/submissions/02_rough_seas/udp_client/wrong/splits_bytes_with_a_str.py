"""Wrong: data.split(" ") of bytes: TypeError at the first answer.

Loses: prints_the_total, passes_over_garbage
Says: bytes
"""
import socket
import sys
import time


def wait(sock, server, name):
    end = time.monotonic() + 0.2
    while True:
        left = end - time.monotonic()
        if left <= 0:
            return None
        sock.settimeout(left)
        try:
            data, sender = sock.recvfrom(1024)
        except socket.timeout:
            return None
        if sender == server:
            words = data.split(" ")
            if words[0] == name:
                return words[1]


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
missing = 0
for count, line in enumerate(sys.stdin, 1):
    name = "r%d" % count
    for i in range(5):
        sock.sendto((name + " ADD " + line.strip()).encode(), server)
        total = wait(sock, server, name)
        if total is not None:
            print(total)
            break
    else:
        missing += 1
        print("no answer")
sys.exit(1 if missing else 0)
