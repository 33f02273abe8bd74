"""Wrong: a total below 0 is kept at 0, as in an account.

Loses: takes_any_number
Says: stopped at 0
"""
import asyncio
import re
import sys


class Protocol(asyncio.DatagramProtocol):
    total = 0

    def connection_made(self, transport):
        self.transport = transport
        self.done = {}

    def datagram_received(self, data, addr):
        m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
        if not m:
            self.transport.sendto(b"ERROR", addr)
            return
        if (addr, m[1]) not in self.done:
            self.total = max(0, self.total + int(m[2]))
            self.done[addr, m[1]] = m[1] + f" {self.total}".encode()
        self.transport.sendto(self.done[addr, m[1]], addr)


async def main():
    await asyncio.get_running_loop().create_datagram_endpoint(
        Protocol, local_addr=(sys.argv[1], int(sys.argv[2])))
    await asyncio.get_running_loop().create_future()


asyncio.run(main())
