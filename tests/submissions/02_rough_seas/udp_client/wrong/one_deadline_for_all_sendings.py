"""Wrong: the deadline is set once, before the loop; from the second sending on it has passed.

Loses: sends_again, waits_a_fifth_of_a_second
Says: sent again at once
"""
import secrets
import socket
import sys
import time


def ask(sock, server, number):
    name = secrets.token_hex(4)
    deadline = time.monotonic() + 0.2
    for _ in range(5):
        sock.sendto(f"{name} ADD {number}".encode(), server)
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            sock.settimeout(left)
            try:
                data, sender = sock.recvfrom(1024)
                words = data.decode("ascii").split(" ")
            except (TimeoutError, UnicodeDecodeError):
                continue
            if sender == server and words[0] == name and len(words) == 2:
                return words[1]
    return None


sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
code = 0
for line in sys.stdin:
    result = ask(sock, (sys.argv[1], int(sys.argv[2])), line.strip())
    if result is None:
        code = 1
    print(result if result is not None else "no answer")
sys.exit(code)
