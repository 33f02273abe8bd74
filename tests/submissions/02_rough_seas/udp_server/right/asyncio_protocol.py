"""Right: asyncio with a DatagramProtocol."""
import asyncio
import re
import sys


class SumProtocol(asyncio.DatagramProtocol):
    def __init__(self):
        self.total = 0
        self.seen = {}

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        self.transport.sendto(self.answer(data, addr), addr)

    def answer(self, data, addr):
        if not data.isascii():
            return b"ERROR"
        text = data.decode()
        m = re.fullmatch("([^\\x00-\\x20\\x7f]{1,32}) ADD (-?[0-9]{1,18})", text)
        if not m:
            return b"ERROR"
        key = addr + (m.group(1),)
        try:
            return self.seen[key]
        except KeyError:
            self.total += int(m.group(2))
            self.seen[key] = "{} {}".format(m.group(1), self.total).encode()
            return self.seen[key]


async def main(host, port):
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(SumProtocol, local_addr=(host, port))
    await asyncio.Event().wait()


if __name__ == "__main__":
    args = sys.argv[1:] or ["127.0.0.1", "8080"]
    asyncio.run(main(args[0], int(args[1])))
