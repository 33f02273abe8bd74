"""Right: asks for all lines at once, and sends again what has no answer after a while."""
import secrets
import socket
import sys
import time

server = (sys.argv[1], int(sys.argv[2]))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
lines = [line.strip() for line in sys.stdin]
names = [secrets.token_hex(8) for _ in lines]
totals = {}
for _ in range(5):
    open_ones = [name for name in names if name not in totals]
    for name, line in zip(names, lines):
        if name in open_ones:
            sock.sendto(f"{name} ADD {line}".encode(), server)
    end = time.monotonic() + 0.2
    while len(totals) < len(names) and (left := end - time.monotonic()) > 0:
        sock.settimeout(left)
        try:
            data, sender = sock.recvfrom(2048)
        except OSError:
            continue
        words = data.decode("utf-8", "replace").split()
        if sender == server and len(words) == 2 and words[0] in names:
            totals.setdefault(words[0], words[1])
for name in names:
    print(totals.get(name, "no answer"))
sys.exit(0 if len(totals) == len(names) else 1)
