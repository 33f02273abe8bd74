"""Right: what an answer is, it learns from the server beside it, which it imports."""

import socket
import sys
import time

from udp_server import matches

SENDINGS = 5
PATIENCE = 0.2  # seconds


def talk(host: str, port: int) -> int:
    """Have each number of standard input added; return the exit status."""
    status = 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        for number, line in enumerate(sys.stdin, 1):
            total = ask(client, (host, port), str(number), f"{number} ADD {line.strip()}")
            print("no answer" if total is None else total)
            if total is None:
                status = 1
    return status


def ask(client: socket.socket, server: tuple, name: str, request: str) -> str | None:
    """Send the request until its answer comes; the total, or None after five sendings."""
    for _ in range(SENDINGS):
        client.sendto(request.encode(), server)
        total = wait_for_answer(client, server, name)
        if total is not None:
            return total
    return None


def wait_for_answer(client: socket.socket, server: tuple, name: str) -> str | None:
    """The total of the answer to `name`; None if it has not come in time.

    The deadline is set once: a stray datagram does not give the answer more time.
    """
    deadline = time.monotonic() + PATIENCE
    while (left := deadline - time.monotonic()) > 0:
        client.settimeout(left)
        try:
            datagram, sender = client.recvfrom(2048)
        except OSError:  # the time is over, or nobody is there
            continue
        if sender == server and (total := matches(datagram, name)) is not None:
            return total
    return None


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    sys.exit(talk(HOST, PORT))
