"""Right: ctypes structures, letters in random case in each query, poll(), answers as JSON lines."""
import ctypes
import json
import secrets
import select
import socket
import sys
import time


class Header(ctypes.BigEndianStructure):
    _pack_ = 1
    _fields_ = [
        (name, ctypes.c_uint16)
        for name in ("id", "flags", "questions", "answers", "authorities", "additional")
    ]


class Fixed(ctypes.BigEndianStructure):
    _pack_ = 1
    _fields_ = [
        ("type", ctypes.c_uint16),
        ("cls", ctypes.c_uint16),
        ("ttl", ctypes.c_uint32),
        ("length", ctypes.c_uint16),
    ]


class Gone(Exception):
    """There is no answer, or none that helps."""


def mixed(text):
    return "".join(secrets.choice((c.upper(), c.lower())) for c in text)


def names(message, at):
    """Yield the labels of a name; the last thing yielded is the place behind it, as a number."""
    behind = 0
    steps = 0
    while True:
        steps += 1
        if steps > 200:
            raise Gone("a name without an end")
        size = message[at]
        if size >> 6 == 0b11:
            behind = behind or at + 2
            at = ((size & 0b111111) << 8) + message[at + 1]
        elif size:
            yield message[at + 1 : at + 1 + size].lower()
            at += 1 + size
        else:
            yield behind or at + 1
            return


def name_at(message, at):
    *labels, behind = names(message, at)
    return tuple(labels), behind


def exchange(name, server):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    wanted = tuple(label.lower().encode() for label in name.split("."))
    for _ in range(3):
        header = Header(secrets.randbits(16), 0x0100, 1, 0, 0, 0)
        labels = [mixed(label).encode() for label in name.split(".")]
        body = b"".join(len(label).to_bytes(1, "big") + label for label in labels)
        sock.sendto(bytes(header) + body + b"\0\0\1\0\1", server)
        end = time.monotonic_ns() + 900_000_000
        while (left := end - time.monotonic_ns()) > 0:
            if not poll.poll(left // 1_000_000 + 1):
                continue
            message, sender = sock.recvfrom(65536)
            if sender != server or len(message) < ctypes.sizeof(Header):
                continue
            reply = Header.from_buffer_copy(message)
            try:
                if reply.id == header.id and name_at(message, 12)[0] == wanted:
                    return reply, message
            except (IndexError, Gone):
                continue
    raise Gone("nobody answered")


def lookup(name, server):
    reply, message = exchange(name, server)
    if reply.flags & 15:
        raise Gone(f"the server said {reply.flags & 15}")
    current, at = name_at(message, 12)
    at += 4
    for _ in range(reply.answers):
        owner, at = name_at(message, at)
        fixed = Fixed.from_buffer_copy(message, at)
        at += ctypes.sizeof(Fixed)
        if owner == current and fixed.type == 5:
            current, _ = name_at(message, at)
        if owner == current and fixed.type == 1:
            yield socket.inet_ntoa(message[at : at + fixed.length])
        at += fixed.length


if __name__ == "__main__":
    try:
        found = list(lookup(sys.argv[1], (sys.argv[2], int(sys.argv[3]))))
        if not found:
            raise Gone("no address")
    except (Gone, IndexError, ValueError) as why:
        print(json.dumps({"error": str(why)}), file=sys.stderr)
        raise SystemExit(1)
    print(json.dumps({"name": sys.argv[1], "addresses": found}, indent=2))
