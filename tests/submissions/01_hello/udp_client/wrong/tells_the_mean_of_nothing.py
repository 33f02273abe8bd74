"""Wrong: tells the mean time of its replies at the end, and dies of it if there was no line.

Loses: ends_with_status_0
Says: Your program ended with status 1.
"""

import socket
import statistics
import sys
import time


def talk(host: str, port: int) -> None:
    times = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for text in map(str.strip, sys.stdin):
            if not text:
                continue
            begin = time.perf_counter()
            sock.sendto(text.encode(), (host, port))
            print(sock.recvfrom(1024)[0].decode())
            times.append(time.perf_counter() - begin)
    print(f"mean: {statistics.mean(times) * 1000:.2f} ms", file=sys.stderr)


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
