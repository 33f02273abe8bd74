"""Wrong: sets RD in each answer without a record.

Loses: sets_the_flags
Says: The query had RD 0, and the answer has RD 1
"""
import socket
import sys

A_IN = b"\0\1\0\1"
RECORD = b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4"


def on_the_wire(name):
    wire = b""
    for label in name.encode("utf-8", "surrogateescape").split(b"."):
        if not 0 < len(label) < 64:
            return None
        wire += bytes([len(label)]) + label.lower()
    return wire + b"\0"


def read_hosts(path):
    book = {}
    with open(path, "rb") as file:
        for line in file.read().decode("utf-8", "surrogateescape").split("\n"):
            words = line.split("#")[0].split()
            if len(words) < 2:
                continue
            try:
                address = socket.inet_pton(socket.AF_INET, words[0])
            except (OSError, ValueError):
                continue
            for word in words[1:]:
                wire = on_the_wire(word)
                if wire:
                    book.setdefault(wire, []).append(address)
    return book


def end_of_name(message):
    """The offset behind the name of the question, or None."""
    at = 12
    while at < len(message):
        size = message[at]
        if size == 0:
            return at + 1
        if size > 63:
            return None
        at += 1 + size
    return None


def answer(book, query):
    if len(query) < 12:
        return None
    high = query[2]
    if high & 0x80:
        return None
    out = bytearray(12)
    out[0:2] = query[0:2]
    out[2] = 0x80 | high & 0x79
    if high & 0x78:
        out[3] = 4
        return out
    end = end_of_name(query)
    if query[4:6] == b"\0\0" or end is None or len(query) < end + 4:
        out[3] = 1
        return out
    out[2] |= 0x04
    out[5] = 1
    out += query[12:end + 4]
    name = query[12:end].lower()
    if name not in book:
        out[3] = 3
        return out
    if query[end:end + 4] != A_IN:
        out[2] = 0x85
    else:
        out[6:8] = len(book[name]).to_bytes(2, "big")
        for address in book[name]:
            out += RECORD + address
    return out


def serve(host, port, path):
    book = read_hosts(path)
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    space = bytearray(65536)
    while True:
        size, client = sock.recvfrom_into(space)
        reply = answer(book, bytes(space[:size]))
        if reply is not None:
            try:
                sock.sendto(reply, client)
            except OSError as problem:
                print(problem, file=sys.stderr)


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    HOSTS_FILE = sys.argv[3] if len(sys.argv) > 3 else "hosts.txt"
    serve(HOST, PORT, HOSTS_FILE)
