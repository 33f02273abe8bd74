"""Wrong: takes the ID 0 for none.

Loses: returns_the_id
Says: The ID of this query is 0x0000
"""
from __future__ import annotations

import asyncio
import enum
import ipaddress
import struct
import sys
from collections import defaultdict
from dataclasses import dataclass


class Rcode(enum.IntEnum):
    NOERROR = 0
    FORMERR = 1
    NXDOMAIN = 3
    NOTIMP = 4


QR, AA, RD = 0x8000, 0x0400, 0x0100
OPCODE = 0x7800


class FormatError(ValueError):
    pass


@dataclass(frozen=True)
class Question:
    name: tuple[bytes, ...]
    qtype: int
    qclass: int
    wire: bytes

    @classmethod
    def parse(cls, message: bytes) -> Question:
        labels = []
        offset = 12
        try:
            while size := message[offset]:
                if size > 63:
                    raise FormatError("no label")
                labels.append(message[offset + 1:offset + 1 + size].lower())
                offset += 1 + size
            offset += 1
            qtype, qclass = struct.unpack_from("!HH", message, offset)
        except (IndexError, struct.error) as problem:
            raise FormatError("cut short") from problem
        return cls(tuple(labels), qtype, qclass, message[12:offset + 4])


class Hosts:
    def __init__(self, path: str) -> None:
        self.table: defaultdict[tuple[bytes, ...], list[bytes]] = defaultdict(list)
        with open(path, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                self.add(line.partition("#")[0].split())

    def add(self, words: list[str]) -> None:
        try:
            address = ipaddress.IPv4Address(words[0]).packed
        except (IndexError, ValueError):
            return
        for name in words[1:]:
            addresses = self.table[tuple(name.lower().encode().split(b"."))]
            if address not in addresses:
                addresses.append(address)

    def find(self, name: tuple[bytes, ...]) -> list[bytes] | None:
        return self.table[name] if name in self.table else None


def reply(hosts: Hosts, message: bytes) -> bytes | None:
    if len(message) < 12:
        return None
    ident, flags, qdcount = struct.unpack_from("!3H", message)
    if not ident or flags & QR:
        return None

    def header(rcode: Rcode, questions: int = 0, answers: int = 0, extra: int = 0) -> bytes:
        kept = flags & (OPCODE | RD)
        return struct.pack("!6H", ident, QR | kept | extra | rcode, questions, answers, 0, 0)

    if flags & OPCODE:
        return header(Rcode.NOTIMP)
    if qdcount == 0:
        return header(Rcode.FORMERR)
    try:
        question = Question.parse(message)
    except FormatError:
        return header(Rcode.FORMERR)
    addresses = hosts.find(question.name)
    if addresses is None:
        return header(Rcode.NXDOMAIN, 1, 0, AA) + question.wire
    if (question.qtype, question.qclass) != (1, 1):
        addresses = []
    records = b"".join(struct.pack("!HHHIH4s", 0xC00C, 1, 1, 60, 4, address) for address in addresses)
    return header(Rcode.NOERROR, 1, len(addresses), AA) + question.wire + records


class DnsProtocol(asyncio.DatagramProtocol):
    def __init__(self, hosts: Hosts) -> None:
        self.hosts = hosts

    def connection_made(self, transport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr) -> None:
        answer = reply(self.hosts, data)
        if answer is not None:
            self.transport.sendto(answer, addr)

    def error_received(self, exc: Exception) -> None:
        print("not sent:", exc, file=sys.stderr)


async def serve(host: str, port: int, path: str) -> None:
    hosts = Hosts(path)
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(lambda: DnsProtocol(hosts), local_addr=(host, port))
    await asyncio.Event().wait()


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    HOSTS_FILE = sys.argv[3] if len(sys.argv) > 3 else "hosts.txt"
    asyncio.run(serve(HOST, PORT, HOSTS_FILE))
