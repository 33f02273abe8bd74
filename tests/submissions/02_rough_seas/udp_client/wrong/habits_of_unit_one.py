"""Wrong: unit 1's client that asks up to five times, and believes whatever comes back first.

Loses: passes_over_stale_answers, passes_over_strangers, passes_over_garbage, ends_with_status_1
Points: 10
Says: a datagram from a stranger
"""

import socket
import sys


def talk(host, port):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(0.2)
        for count, line in enumerate(sys.stdin, 1):
            request = f"{count} ADD {line.strip()}"
            for _ in range(5):
                client.sendto(request.encode("utf-8"), (host, port))
                try:
                    reply, _ = client.recvfrom(1024)
                except TimeoutError:
                    continue
                print(reply.decode("utf-8").split()[1])
                break
            else:
                print("no answer")


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
