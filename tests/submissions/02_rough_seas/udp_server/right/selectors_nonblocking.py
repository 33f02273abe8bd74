"""Right: a non-blocking socket under selectors, drained until it would block."""
import selectors
import socket
import sys

GOOD = bytes(range(33, 127))
DIGITS = b"0123456789"


class State:
    total = 0
    answers = {}


def on_read(sock):
    while True:
        try:
            data, addr = sock.recvfrom(9000)
        except BlockingIOError:
            return
        sock.sendto(answer(data, addr), addr)


def answer(data, addr):
    parts = data.split(b" ", 2)
    if len(parts) < 3:
        return b"ERROR"
    name, verb, number = parts
    ok = verb == b"ADD"
    ok = ok and name.translate(None, GOOD) == b"" and len(name) in range(1, 33)
    bare = number[number.startswith(b"-"):]
    ok = ok and bare.translate(None, DIGITS) == b"" and len(bare) in range(1, 19)
    if not ok:
        return b"ERROR"
    if (addr, name) not in State.answers:
        State.total += int(number)
        State.answers[addr, name] = b"%s %d" % (name, State.total)
    return State.answers[addr, name]


if __name__ == "__main__":
    here = ("127.0.0.1", 8080)
    if sys.argv[1:]:
        here = (sys.argv[1], int(sys.argv[2]))
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setblocking(False)
    sock.bind(here)
    sel = selectors.DefaultSelector()
    sel.register(sock, selectors.EVENT_READ, on_read)
    while True:
        for key, mask in sel.select():
            key.data(key.fileobj)
