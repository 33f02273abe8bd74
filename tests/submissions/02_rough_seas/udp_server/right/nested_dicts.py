"""Right: a dict of dicts, one inner dict for each client, made with defaultdict."""
import socket
import sys
from collections import defaultdict

LETTERS = "".join(map(chr, range(ord("!"), ord("~") + 1)))


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    clients = defaultdict(dict)
    total = [0]
    while True:
        data, addr = sock.recvfrom(1024)
        reply = handle(data, clients[addr], total)
        while reply:
            n = sock.sendto(reply, addr)
            reply = reply[n:]


def handle(data, mine, total):
    try:
        text = data.decode("utf8")
        name, number = text.split(" ADD ")
        assert name.strip(LETTERS) == "" and 1 <= len(name) <= 32
        assert all(c in LETTERS for c in name)
        minus, digits = number[:-18], number[-18:]
        if not minus and digits[0] == "-":
            minus, digits = "-", digits[1:]
        assert minus in ("", "-") and digits and all(c in "0123456789" for c in digits)
    except (AssertionError, ValueError, IndexError):
        return b"ERROR"
    if name not in mine:
        total[0] += int(minus + digits)
        mine[name] = total[0]
    return (name + " " + str(mine[name])).encode()


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.argv[1:] = ["127.0.0.1", "8080"]
    serve(sys.argv[1], int(sys.argv[2]))
