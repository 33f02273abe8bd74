"""Wrong: after ten strays it gives up.

Loses: strays_cost_no_sending
Says: was sent answers with another ID, 12 of them
"""
from __future__ import annotations

import logging
import secrets
import socket
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

logging.basicConfig(level=logging.DEBUG, stream=sys.stderr, format="%(relativeCreated)d %(message)s")
TRIES, WAIT = 3, 1.5


class Type(IntEnum):
    A = 1
    CNAME = 5


class DnsError(Exception):
    """Base of all failures."""


class Name(str):
    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return self.casefold() == str(other).casefold()

    def __hash__(self) -> int:
        return hash(self.casefold())

    def to_wire(self) -> bytes:
        return b"".join(struct.pack("B%ds" % len(x), len(x), x.encode("ascii")) for x in self.split(".")) + b"\x00"


class Question(NamedTuple):
    name: Name
    type: int
    cls: int


@dataclass(frozen=True)
class Record:
    name: Name
    type: int
    ttl: int
    start: int
    data: bytes


class Message:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 12
        try:
            self.id, self.flags, self.qd, self.an, _, _ = struct.unpack("!6H", data[:12])
        except struct.error as e:
            raise DnsError("no header") from e

    @property
    def rcode(self) -> int:
        return self.flags & 0xF

    def _fields(self, fmt: str) -> tuple:
        try:
            got = struct.unpack_from(fmt, self.data, self.at)
        except struct.error as e:
            raise DnsError("cut off") from e
        self.at += struct.calcsize(fmt)
        return got

    def name_at(self, at: int) -> tuple[Name, int]:
        parts: list[str] = []
        visited: set[int] = set()
        end = -1
        while True:
            if at >= len(self.data):
                raise DnsError("name runs out of the message")
            if at in visited:
                raise DnsError("a circle")
            visited.add(at)
            length = self.data[at]
            if length == 0:
                return Name(".".join(parts)), end if end >= 0 else at + 1
            if length < 0x40:
                parts.append(self.data[at + 1:at + 1 + length].decode("ascii", "backslashreplace"))
                at += 1 + length
                continue
            if at + 1 >= len(self.data):
                raise DnsError("half a pointer")
            if end < 0:
                end = at + 2
            at = (length & 0x3F) << 8 | self.data[at + 1]

    def _name(self) -> Name:
        name, self.at = self.name_at(self.at)
        return name

    def questions(self) -> list[Question]:
        self.at = 12
        return [Question(self._name(), *self._fields("!HH")) for _ in range(self.qd)]

    def answers(self) -> Iterator[Record]:
        self.questions()
        for _ in range(self.an):
            name = self._name()
            type_, cls, ttl, length = self._fields("!HHIH")
            start = self.at
            self.at += length
            if self.at > len(self.data):
                raise DnsError("data cut off")
            yield Record(name, type_, ttl, start, self.data[start:self.at])


class Resolver:
    def __init__(self, host: str, port: int) -> None:
        self.server = host, port

    def addresses(self, name: Name) -> list[str]:
        m = self._exchange(name)
        if m.rcode:
            raise DnsError({3: f"{name} does not exist"}.get(m.rcode, f"error {m.rcode}"))
        records = list(m.answers())
        aliases = {r.name: m.name_at(r.start)[0] for r in records if r.type == Type.CNAME}
        for _ in range(len(aliases) + 1):
            if name not in aliases:
                break
            name = aliases[name]
        else:
            raise DnsError("aliases in a circle")
        got = [".".join(map(str, r.data)) for r in records if r.type == Type.A and r.name == name]
        if not got:
            raise DnsError(f"no address for {name}")
        return got

    def _exchange(self, name: Name) -> Message:
        with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as sock:
            strays = 0
            for attempt in range(TRIES):
                ident = secrets.randbits(16)
                sock.sendto(struct.pack("!6H", ident, 0x0100, 1, 0, 0, 0) + name.to_wire() + struct.pack("!2H", 1, 1), self.server)
                end = time.monotonic() + WAIT
                while time.monotonic() < end:
                    sock.settimeout(max(0.001, end - time.monotonic()))
                    try:
                        data, peer = sock.recvfrom(65535)
                    except TimeoutError:
                        logging.info("sending %d: nothing", attempt + 1)
                        break
                    if peer != self.server:
                        logging.info("stranger %s", peer)
                        continue
                    try:
                        m = Message(data)
                        strays += 1
                        if strays > 10:
                            raise SystemExit("too many strays")
                        if m.id != ident:
                            logging.info("wrong id %x", m.id)
                            continue
                        if m.questions() != [Question(name, 1, 1)]:
                            logging.info("another question")
                            continue
                    except DnsError as e:
                        logging.info("cannot read it: %s", e)
                        continue
                    return m
        raise DnsError("no answer")


def main(argv: list[str]) -> int:
    try:
        for n, a in enumerate(Resolver(argv[2], int(argv[3])).addresses(Name(argv[1])), 1):
            print(f"address {n} is {a} .")
    except DnsError as e:
        print(f"{argv[0]}: {e}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))
