"""A UDP client that asks again until it is answered."""

import secrets
import socket
import sys
import time

SENDINGS = 5
PATIENCE = 0.2  # seconds


def talk(host: str, port: int) -> int:
    """Have each number of standard input added; return the exit status."""
    status = 0
    # One socket for all sendings: the server knows a request by its ID and this socket's port.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        for line in sys.stdin:
            # Random, not 1, 2, 3: a later run may get the same port from the system, and a server
            # that never forgets would take its 1 for the old one. And nobody else can guess it.
            name = secrets.token_hex(8)
            total = ask(client, (host, port), name, f"{name} ADD {line.strip()}")
            print("no answer" if total is None else total)
            if total is None:
                status = 1  # and it stays so, even if later lines are answered
    return status


def ask(client: socket.socket, server: tuple, name: str, request: str) -> str | None:
    """Send the request until its answer comes; the total, or None after five sendings."""
    for _ in range(SENDINGS):
        # The very same bytes each time: perhaps only the answer was lost, and the server must see
        # that it has added this number already.
        client.sendto(request.encode(), server)
        total = wait_for_answer(client, server, name)
        if total is not None:
            return total
    return None


def wait_for_answer(client: socket.socket, server: tuple, name: str) -> str | None:
    """The total of the answer to `name`; None if it has not come in time.

    The deadline is set once, and each wait gets what is left until then: a stray datagram does
    not give the answer more time, and it is no reason to send.
    """
    deadline = time.monotonic() + PATIENCE  # a clock that nobody sets back
    while (left := deadline - time.monotonic()) > 0:
        client.settimeout(left)
        try:
            datagram, sender = client.recvfrom(2048)
        except OSError:  # the time is over; or Windows tells that nobody is there
            continue
        # "replace": bytes that are not text must not end the program; they are no answer.
        words = datagram.decode("utf-8", "replace").split()
        if sender == server and len(words) == 2 and words[0] == name:
            return words[1]
    return None


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    sys.exit(talk(HOST, PORT))
