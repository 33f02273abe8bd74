"""Wrong: each ID is the one before and a quote, so the IDs of later lines are too long.

Loses: uses_new_ids
Says: The ID in it has 33 characters
Never says: as Python shows it
"""
import socket
import sys
import time

server = sys.argv[1], int(sys.argv[2])
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def ask(name, number):
    for _ in range(5):
        client.sendto(f"{name} ADD {number}".encode(), server)
        deadline = time.monotonic() + 0.2
        while (left := deadline - time.monotonic()) > 0:
            client.settimeout(left)
            try:
                data, sender = client.recvfrom(2048)
            except TimeoutError:
                break
            words = data.decode("ascii", "replace").split(" ")
            if sender == server and len(words) == 2 and words[0] == name:
                return words[1]
    return None


status = 0
name = "b"
for line in sys.stdin:
    total = ask(name, line.strip())
    name += "'"
    if total is None:
        print("no answer")
        status = 1
    else:
        print(total)
sys.exit(status)
