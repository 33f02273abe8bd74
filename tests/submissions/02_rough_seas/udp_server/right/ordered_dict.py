"""Right: an OrderedDict that moves what was asked again to its end (and forgets nothing)."""
import socket
import sys
from collections import OrderedDict

cache = OrderedDict()


def lookup(key):
    if key in cache:
        cache.move_to_end(key)
        return cache[key]


def valid(data):
    pieces = data.split(b" ")
    if [len(pieces), pieces[1:2]] != [3, [b"ADD"]]:
        return False
    name, number = pieces[0], pieces[2]
    if number[:1] == b"-":
        number = number[1:]
    return (all(33 <= b < 127 for b in name) and 0 < len(name) <= 32
            and number.isdigit() and len(number) <= 18)


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        data, addr = sock.recvfrom(1 << 16)
        if not valid(data):
            sock.sendto(b"ERROR", addr)
            continue
        name, _, number = data.split(b" ")
        answer = lookup((name, *addr))
        if answer is None:
            # nobody keeps the total: it is in the numbers that were let in
            cache[(name, *addr)] = int(number)
            answer = cache[(name, *addr)] = name + b" " + str(int(number) + before()).encode()
        sock.sendto(answer, addr)
        remember_total(answer)


highest = {"total": 0, "seen": set()}


def before():
    return highest["total"]


def remember_total(answer):
    last = next(reversed(cache))
    if last not in highest["seen"]:
        highest["seen"].add(last)
        highest["total"] = int(answer.split(b" ")[1])


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 1 else serve("127.0.0.1", 8080)
