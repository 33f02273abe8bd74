"""Wrong: its IDs are the 26 letters, one after the other and then from the beginning.

Loses: uses_new_ids
Says: Lines 1 and 27 of its input have the same ID
"""
import contextlib
import secrets
import socket
import sys
import time


def answers(sock, wait):
    """Yield the texts that come within `wait` seconds, in all."""
    end = time.monotonic() + wait
    while True:
        left = end - time.monotonic()
        if left <= 0:
            return
        sock.settimeout(left)
        try:
            yield sock.recv(2048).decode("latin-1")
        except TimeoutError:
            return
        except ConnectionRefusedError:
            time.sleep(max(0.0, end - time.monotonic()))
            return


def send(sock, data):
    try:
        sock.send(data)
    except ConnectionRefusedError:  # an old refusal is told now; the datagram was not sent
        with contextlib.suppress(ConnectionRefusedError):
            sock.send(data)


def total_from(text, ident):
    first, _, rest = text.partition(" ")
    if first != ident:
        return None
    digits = rest[1:] if rest[:1] == "-" else rest
    return rest if digits.isascii() and digits.isdigit() else None


def ask(sock, ident, number):
    data = f"{ident} ADD {number}".encode()
    for _ in range(5):
        send(sock, data)
        for text in answers(sock, 0.2):
            total = total_from(text, ident)
            if total is not None:
                return total
    return None


def talk(host, port):
    run = secrets.token_hex(4)
    with contextlib.ExitStack() as stack:
        sock = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        sock.connect((host, port))
        everything = True
        for index, line in enumerate(map(str.strip, sys.stdin)):
            if line == "":
                continue
            ident = "abcdefghijklmnopqrstuvwxyz"[index % 26]
            total = ask(sock, ident, line)
            print("no answer" if total is None else total)
            everything = everything and total is not None
    return 0 if everything else 1


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    sys.exit(talk(HOST, PORT))
