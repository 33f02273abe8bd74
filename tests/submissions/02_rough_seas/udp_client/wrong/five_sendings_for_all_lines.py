"""Wrong: the counter of lost sendings is not set back for the next line.

Loses: goes_on
Says: did not send the next line
"""
import socket
import sys
import time


def receive(sock, server, name):
    deadline = time.monotonic() + 0.2
    while (left := deadline - time.monotonic()) > 0:
        sock.settimeout(left)
        try:
            data, sender = sock.recvfrom(4096)
            text = data.decode()
        except (TimeoutError, UnicodeDecodeError):
            continue
        if sender == server and text.startswith(name + " "):
            return text.split(" ")[1]
    return None


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = sys.argv[1], int(sys.argv[2])
tries = 0
status = 0
for n, line in enumerate(sys.stdin):
    name = f"line{n}"
    total = None
    while tries < 5:
        sock.sendto(f"{name} ADD {line.strip()}".encode(), server)
        total = receive(sock, server, name)
        if total is not None:
            break
        tries += 1
    if total is None:
        print("no answer")
        status = 1
    else:
        print(total)
sys.exit(status)
