"""Wrong: takes a remembered total of 0 for none, and adds the request again when it comes again.

Loses: counts_a_request_once
Says: Its total was 0, which is a number like any other
"""
from __future__ import annotations

import asyncio
import re
import sys
from dataclasses import dataclass, field

Sender = tuple[str, int]
REQUEST = re.compile(r"([!-~]{1,32}) ADD (-?[0-9]{1,18})")


@dataclass
class Ledger(asyncio.DatagramProtocol):
    total: int = 0
    seen: dict[tuple[Sender, str], int] = field(default_factory=dict)
    transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: Sender) -> None:
        self.transport.sendto(self.reply(data, addr).encode(), addr)

    def reply(self, data: bytes, addr: Sender) -> str:
        try:
            request = REQUEST.fullmatch(data.decode())
        except UnicodeDecodeError:
            return "ERROR"
        if request is None:
            return "ERROR"
        ident, number = request.groups()
        key = (addr, ident)
        if not self.seen.get(key):
            self.total += int(number)
            self.seen[key] = self.total
        return f"{ident} {self.seen[key]}"


async def run(host: str, port: int) -> None:
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(Ledger, local_addr=(host, port))
    while True:
        await asyncio.sleep(3600)


def serve(host: str, port: int) -> None:
    asyncio.run(run(host, port))


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    serve(HOST, PORT)
