"""Wrong: takes PORT from the command line, and not HOST.

Loses: answers
Says: is bound to 127.0.0.1:
"""
import asyncio
import re
import sys

REQUEST = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")


class Sums(asyncio.DatagramProtocol):
    def __init__(self):
        self.total, self.answers = 0, {}

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        self.transport.sendto(self.answer(data, addr), addr)

    def answer(self, data, addr):
        request = REQUEST.fullmatch(data)
        if request is None:
            return b"ERROR"
        name, number = request.groups()
        if (addr, name) not in self.answers:
            self.total += int(number)
            self.answers[addr, name] = name + b" " + str(self.total).encode()
        return self.answers[addr, name]


async def main(port):
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(Sums, local_addr=("127.0.0.1", port))
    await asyncio.Event().wait()


asyncio.run(main(int(sys.argv[2])))
