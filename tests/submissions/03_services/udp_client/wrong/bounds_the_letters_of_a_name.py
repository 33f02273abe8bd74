"""Wrong: refuses a name of 253 characters.

Loses: writes_any_name
Says: such a long name cannot be
"""
import secrets
import socket
import struct
import sys
import time
from itertools import islice
from typing import Iterator, Tuple

HEADER = struct.Struct("!HHHHHH")
QUESTION = struct.Struct("!HH")
FIELDS = struct.Struct("!HHiH")
A, CNAME, IN = 1, 5, 1


class DnsError(Exception):
    """Why there is no address."""


def labels_at(message: bytes, offset: int) -> Iterator[Tuple[bytes, int]]:
    """Yield each label of the name, and then an empty one with the offset of the next field."""
    limit, resume = offset, 0
    while True:
        size = message[offset]
        kind, offset = size >> 6, offset + 1
        if kind == 0b11:
            (pointer,) = struct.unpack_from("!H", message, offset - 1)
            resume = resume or offset + 1
            offset = pointer & 0x3FFF
            if offset >= limit:
                raise DnsError("a pointer that does not lead back")
            limit = offset
        elif kind == 0b00:
            label = message[offset:offset + size]
            offset += size
            yield label, resume or offset
            if size == 0:
                return
        else:
            raise DnsError("a label of an unknown kind")


def name_at(message: bytes, offset: int) -> Tuple[Tuple[bytes, ...], int]:
    *labels, (_, after) = labels_at(message, offset)
    return tuple(label.lower() for label, _ in labels), after


def to_wire(name: str) -> bytes:
    return b"".join(struct.pack("B", len(label)) + label for label in (*name.encode().split(b"."), b""))


def arrivals(sock: socket.socket, seconds: float) -> Iterator[Tuple[bytes, Tuple[str, int]]]:
    """What comes within these seconds."""
    deadline = time.monotonic() + seconds
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            return
        sock.settimeout(left)
        try:
            yield sock.recvfrom(2048)
        except (socket.timeout, ConnectionRefusedError):
            return


def records(message: bytes, offset: int, count: int) -> Iterator[tuple]:
    for _ in range(count):
        owner, offset = name_at(message, offset)
        kind, network, ttl, length = FIELDS.unpack_from(message, offset)
        offset += FIELDS.size
        yield owner, kind, network, ttl, offset, length
        offset += length


def addresses(message: bytes, name: tuple, offset: int, count: int) -> Iterator[str]:
    for owner, kind, network, ttl, start, length in records(message, offset, count):
        if (owner, network) != (name, IN):
            continue
        if kind == CNAME:
            name, _ = name_at(message, start)
        elif kind == A:
            yield ".".join(str(byte) for byte in message[start:start + length])


def look_up(name: str, host: str, port: int) -> list:
    if len(name) >= 253 or max(map(len, name.split("."))) > 63:
        raise DnsError("such a long name cannot be")
    wanted, _ = name_at(to_wire(name), 0)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for _ in range(3):
            ident = secrets.randbits(16)
            query = HEADER.pack(ident, 0x0100, 1, 0, 0, 0) + to_wire(name) + QUESTION.pack(A, IN)
            sock.sendto(query, (host, port))
            for message, sender in arrivals(sock, 1.0):
                if sender != (host, port) or len(message) < HEADER.size:
                    continue
                number, flags, questions, count, _, _ = HEADER.unpack_from(message)
                if number != ident or questions != 1:
                    continue
                asked, offset = name_at(message, HEADER.size)
                if asked != wanted or QUESTION.unpack_from(message, offset) != (A, IN):
                    continue
                if flags & 15:
                    raise DnsError(f"the server says error {flags & 15}")
                found = list(addresses(message, wanted, offset + QUESTION.size, count))
                if found:
                    return found
                raise DnsError("no address")
    raise DnsError("nobody answers")


if __name__ == "__main__":
    NAME = sys.argv[1] if len(sys.argv) > 1 else "www.example.com"
    HOST = sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1"
    PORT = int(sys.argv[3]) if len(sys.argv) > 3 else 8080
    for number, address in enumerate(look_up(NAME, HOST, PORT), 1):
        print(f"answer no. {number}: {address}")
