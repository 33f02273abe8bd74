"""Right: classes and dataclasses; the chain is followed in a dictionary, with a set of names seen."""
from __future__ import annotations

import logging
import secrets
import select
import socket
import struct
import sys
import time
from dataclasses import dataclass, field

logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
log = logging.getLogger("lookup")


class DNSError(Exception):
    pass


@dataclass
class Reader:
    data: bytes
    pos: int = 0

    def take(self, count: int) -> bytes:
        piece = self.data[self.pos : self.pos + count]
        if len(piece) < count:
            raise DNSError("message too short")
        self.pos += count
        return piece

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "big")

    def name(self) -> str:
        labels: list[str] = []
        jumps = 0
        back = None
        while True:
            length = self.number(1)
            if length >= 192:
                low = self.number(1)
                back = back or self.pos
                self.pos = (length - 192) * 256 + low
                jumps += 1
                if jumps > 20:
                    raise DNSError("too many jumps")
            elif length == 0:
                break
            else:
                labels.append(self.take(length).decode("latin1").lower())
                if len(labels) > 128:
                    raise DNSError("too many labels")
        if back:
            self.pos = back
        return ".".join(labels)


@dataclass
class Answer:
    rcode: int
    question: str
    aliases: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def parse(cls, data: bytes, ident: int) -> Answer | None:
        reader = Reader(data)
        if reader.number(2) != ident:
            return None
        flags = reader.number(2)
        counts = [reader.number(2) for _ in range(4)]
        question = reader.name() if counts[0] else ""
        reader.pos += 4
        answer = cls(flags & 15, question)
        for _ in range(counts[1]):
            owner = reader.name()
            rtype, rclass = reader.number(2), reader.number(2)
            reader.number(4)
            length = reader.number(2)
            end = reader.pos + length
            if rtype == 5:
                answer.aliases[owner] = reader.name()
            elif rtype == 1 and rclass == 1:
                address = socket.inet_ntoa(reader.take(4))
                answer.addresses.setdefault(owner, []).append(address)
            reader.pos = end
        return answer


class Resolver:
    tries, timeout = 3, 0.7

    def __init__(self, host: str, port: int):
        self.address = host, port
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.setblocking(False)

    def build(self, ident: int, name: str) -> bytes:
        head = struct.pack(">HHHHHH", ident, 1 << 8, 1, 0, 0, 1)
        labels = [x.encode() for x in name.split(".")] + [b""]
        opt = b"\0" + struct.pack(">HHIH", 41, 4096, 0, 0)
        return head + b"".join(bytes([len(x)]) + x for x in labels) + struct.pack(">HH", 1, 1) + opt

    def ask(self, name: str) -> Answer:
        ident = secrets.randbits(16)
        packet = self.build(ident, name)
        for n in range(self.tries):
            log.debug("try %d", n + 1)
            self.sock.sendto(packet, self.address)
            until = time.time() + self.timeout
            while (left := until - time.time()) > 0:
                ready, _, _ = select.select([self.sock], [], [], left)
                if not ready:
                    break
                data, sender = self.sock.recvfrom(4096)
                if sender != self.address:
                    log.info("stranger %s", sender)
                    continue
                try:
                    answer = Answer.parse(data, ident)
                except DNSError as error:
                    log.warning("bad answer: %s", error)
                    continue
                if answer and answer.question == name.lower():
                    return answer
                log.info("not our answer")
        raise DNSError("timed out")

    def lookup(self, name: str) -> list[str]:
        answer = self.ask(name)
        if answer.rcode:
            raise DNSError(f"error code {answer.rcode}")
        current, seen = name.lower(), set()
        while current in answer.aliases:
            if current in seen:
                raise DNSError("alias loop")
            seen.add(current)
            current = answer.aliases[current]
        try:
            return answer.addresses[current]
        except KeyError:
            raise DNSError("no address for " + current) from None


def main() -> int:
    _, name, host, port = sys.argv
    try:
        for address in Resolver(host, int(port)).lookup(name):
            print(f"{name} has address {address}")
    except DNSError as error:
        log.error("%s", error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
