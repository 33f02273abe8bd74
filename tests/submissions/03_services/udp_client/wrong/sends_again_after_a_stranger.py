"""Wrong: a datagram from a stranger ends its wait, and the next sending comes at once.

Loses: strays_cost_no_sending
Says: because of a datagram that was not its answer | was sent answers from a stranger, 12 of them
"""
import random
import socket
import struct
import sys
import time


class Failed(Exception):
    pass


def write_name(name):
    out = b""
    for label in name.split("."):
        out += bytes([len(label)]) + label.encode("ascii")
    return out + b"\0"


def read_name(message, at):
    labels = []
    end = None
    seen = set()
    while True:
        length = message[at]
        if length & 0xC0 == 0xC0:
            target = struct.unpack_from("!H", message, at)[0] & 0x3FFF
            if end is None:
                end = at + 2
            if target in seen:
                raise ValueError("pointer loop")
            seen.add(target)
            at = target
        elif length == 0:
            if end is None:
                end = at + 1
            return ".".join(labels).lower(), end
        else:
            labels.append(message[at + 1:at + 1 + length].decode("latin-1"))
            at += 1 + length


def parse(message, name):
    """The addresses, or None if this answers another question."""
    ident, flags, qd, an, ns, ar = struct.unpack_from("!6H", message)
    at = 12
    question, at = read_name(message, at)
    qtype, qclass = struct.unpack_from("!HH", message, at)
    at += 4
    if (question, qtype, qclass) != (name.lower(), 1, 1):
        return None
    if flags & 0x000F:
        raise Failed(f"the server says error {flags & 15}")
    wanted = name.lower()
    addresses = []
    for _ in range(an):
        owner, at = read_name(message, at)
        rtype, rclass, ttl, length = struct.unpack_from("!HHIH", message, at)
        at += 10
        if owner == wanted and rclass == 1:
            if rtype == 5:
                wanted, _ = read_name(message, at)
            elif rtype == 1:
                addresses.append(socket.inet_ntoa(message[at:at + length]))
        at += length
    if not addresses:
        raise Failed("no address")
    return addresses


def look_up(name, host, port):
    ident = random.SystemRandom().randrange(65536)
    query = struct.pack("!6H", ident, 0x0100, 1, 0, 0, 0) + write_name(name) + struct.pack("!HH", 1, 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for attempt in range(3):
            sock.sendto(query, (host, port))
            deadline = time.monotonic() + 1
            while (left := deadline - time.monotonic()) > 0:
                sock.settimeout(left)
                try:
                    message, sender = sock.recvfrom(4096)
                except TimeoutError:
                    break
                if sender != (host, port):
                    break
                if message[:2] != struct.pack("!H", ident):
                    continue
                try:
                    addresses = parse(message, name)
                except (ValueError, IndexError, struct.error, OSError):
                    continue
                if addresses is not None:
                    return addresses
    raise Failed("no answer")


if __name__ == "__main__":
    NAME = sys.argv[1]
    try:
        for address in look_up(NAME, sys.argv[2], int(sys.argv[3])):
            print(address)
    except Failed as error:
        sys.exit(f"{NAME}: {error}")
