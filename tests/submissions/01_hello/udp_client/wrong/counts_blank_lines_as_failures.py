"""Wrong: counts a blank line as a failure, and ends with status 1 if there was one.

Loses: ends_with_status_0
Says: Your program ended with status 1.
"""

import socket
import sys


def talk(host: str, port: int) -> int:
    failures = 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for number, line in enumerate(sys.stdin, 1):
            text = line.strip()
            if not text:
                print(f"line {number}: nothing to send", file=sys.stderr)
                failures += 1
                continue
            sock.sendto(text.encode(), (host, port))
            print(sock.recvfrom(1024)[0].decode())
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(talk(sys.argv[1], int(sys.argv[2])))
