"""A UDP server that keeps a sum, and counts each request once."""

import re
import socket
import sys

# An ID, ADD, a number. Bytes and not str: a datagram need not be text, and in a pattern for
# bytes [0-9] are the ten digits of ASCII only.
REQUEST = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")
LONGEST = 2048  # bytes; a request has 56 at most, and what is longer is an ERROR anyway


def serve(host: str, port: int) -> None:
    """Answer requests `ID ADD N` with `ID TOTAL`, until stopped."""
    total = 0
    # (sender, ID) → the answer. The sender belongs to the key: two clients may both count 1, 2, 3.
    # It grows for ever. A real server forgets what is older than its clients' patience; this one
    # is asked to know each request "however late it comes".
    answers = {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        # HOST itself: bound to all interfaces, the answer could leave from another address than
        # the one that was asked, and the client would ignore it.
        server.bind((host, port))
        while True:
            datagram, sender = server.recvfrom(LONGEST)
            # fullmatch: int() and split() would also take 1_000, tabs and a line end.
            request = REQUEST.fullmatch(datagram)
            if not request:
                server.sendto(b"ERROR", sender)
                continue
            name, number = request.groups()
            if (sender, name) not in answers:
                total += int(number)
                # The whole answer is kept: by the next time the total is another one.
                answers[sender, name] = name + f" {total}".encode()
            server.sendto(answers[sender, name], sender)


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    serve(HOST, PORT)
