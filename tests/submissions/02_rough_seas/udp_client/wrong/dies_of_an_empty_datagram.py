"""Wrong: split()[0] of an empty datagram is an IndexError.

Loses: passes_over_garbage
Says: IndexError ended it | an empty datagram
"""
import secrets
import select
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
results = []
for line in sys.stdin:
    name = secrets.token_urlsafe(6)
    result = None
    sendings = 0
    while result is None and sendings < 5:
        sock.sendto(f"{name} ADD {line.strip()}".encode(), server)
        sendings += 1
        end = time.monotonic() + 0.2
        while select.select([sock], [], [], max(0, end - time.monotonic()))[0]:
            data, sender = sock.recvfrom(1024)
            words = data.decode("ascii", "replace").split()
            if sender == server and words[0] == name and words[-1].isascii():
                result = words[1]
                break
    results.append(result)
    print("no answer" if result is None else result)
sys.exit(None in results)
