"""Wrong: after a quick answer it waits for a few round trips only, at most 0.05 s.

Loses: waits_a_fifth_of_a_second
Says: after the first line had been answered at once
"""
import socket
import sys
import time

wait = 0.2
server = sys.argv[1], int(sys.argv[2])
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def ask(name, number):
    global wait
    for _ in range(5):
        client.sendto(f"{name} ADD {number}".encode(), server)
        began = time.monotonic()
        deadline = began + wait
        while (left := deadline - time.monotonic()) > 0:
            client.settimeout(left)
            try:
                data, sender = client.recvfrom(2048)
            except TimeoutError:
                break
            words = data.decode("ascii", "replace").split(" ")
            if sender == server and len(words) == 2 and words[0] == name:
                wait = min(0.05, max(0.02, 4 * (time.monotonic() - began)))
                return words[1]
    return None


status = 0
for count, line in enumerate(sys.stdin, 1):
    total = ask(str(count), line.strip())
    if total is None:
        print("no answer")
        status = 1
    else:
        print(total)
sys.exit(status)
