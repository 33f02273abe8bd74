"""Wrong: sends its request eight times at once, so that one of them may arrive.

Loses: gives_up_after_five, waits_a_fifth_of_a_second
Says: It came several times at once.
"""
import secrets
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
status = 0


def answer(name):
    end = time.monotonic() + 0.6
    while (left := end - time.monotonic()) > 0:
        client.settimeout(left)
        try:
            data, sender = client.recvfrom(1024)
        except OSError:
            continue
        words = data.decode("utf-8", "replace").split()
        if sender == server and len(words) == 2 and words[0] == name:
            return words[1]
    return None


for line in sys.stdin:
    name = secrets.token_hex(6)
    for _ in range(8):
        client.sendto(f"{name} ADD {line.strip()}".encode(), server)
    total = answer(name)
    if total is None:
        status = 1
    print("no answer" if total is None else total)
sys.exit(status)
