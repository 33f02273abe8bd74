"""Wrong: adds a number of more than 18 digits before it answers ERROR.

Loses: errors_change_nothing
Says: The number of what was answered with ERROR had been added.
"""
# one automaton that eats the datagram byte by byte
import selectors
import socket
import sys

ID, A, D1, D2, SP, SIGN, DIGITS = range(7)


def scan(data):
    """Return (id, number) or None."""
    state = ID
    i = n = value = 0
    sign = 1
    for i, c in enumerate(data):
        if state == ID:
            if c == 0x20 and 1 <= i <= 32:
                name = data[:i]
                state = A
            elif not 0x21 <= c <= 0x7e:
                return None
        elif state in (A, D1, D2, SP):
            if c != b"ADD "[state - A]:
                return None
            state += 1
        else:
            if state == SIGN:
                state = DIGITS
                if c == 0x2d:
                    sign = -1
                    continue
            if not 0x30 <= c <= 0x39:
                return None
            value = value * 10 + (c - 0x30)
            n += 1
    if state != DIGITS or n < 1:
        return None
    return name, sign * value, n


def serve(host, port):
    total = 0
    replies = {}
    fd = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    fd.setblocking(False)
    fd.bind((host, port))
    sel = selectors.DefaultSelector()
    sel.register(fd, selectors.EVENT_READ)
    while True:
        sel.select()
        while True:
            try:
                data, peer = fd.recvfrom(1500)
            except BlockingIOError:
                break
            req = scan(data)
            if req is None:
                fd.sendto(b"ERROR", peer)
                continue
            name, value, n = req
            key = (peer[0], peer[1], name)
            if key not in replies:
                total += value
                if n > 18:
                    fd.sendto(b"ERROR", peer)
                    continue
                replies[key] = name + b" " + str(total).encode()
            fd.sendto(replies[key], peer)


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    serve(HOST, PORT)
