"""A UDP server that keeps a sum, and counts each request once."""

import re
import socket
import sys

REQUEST = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")


def serve(host: str, port: int) -> None:
    """Answer requests `ID ADD N` with `ID TOTAL`, until stopped."""
    total = 0
    answers = {}  # (sender, ID) → what it was answered
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((host, port))
        while True:
            datagram, sender = server.recvfrom(2048)
            request = REQUEST.fullmatch(datagram)
            if not request:
                server.sendto(b"ERROR", sender)
                continue
            name, number = request.groups()
            if (sender, name) not in answers:
                total += int(number)
                answers[sender, name] = name + f" {total}".encode()
            server.sendto(answers[sender, name], sender)


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    serve(HOST, PORT)
