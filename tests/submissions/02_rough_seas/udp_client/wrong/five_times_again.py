"""Wrong: sends once and then five times again, which makes six.

Loses: gives_up_after_five
Says: 6 times
"""
import asyncio
import sys


class Protocol(asyncio.DatagramProtocol):
    def __init__(self, server):
        self.server = server
        self.name = b""
        self.future = None

    def datagram_received(self, data, addr):
        words = data.split(b" ")
        if addr == self.server and words[0] == self.name and len(words) == 2 and data.isascii():
            if not self.future.done():
                self.future.set_result(words[1].decode())


async def main(server):
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.create_datagram_endpoint(
        lambda: Protocol(server), local_addr=("0.0.0.0", 0))
    status = 0
    for n, line in enumerate(sys.stdin.readlines()):
        protocol.name = b"z%d" % n
        request = protocol.name + b" ADD " + line.strip().encode()
        retries = 0
        while True:
            protocol.future = loop.create_future()
            transport.sendto(request, server)
            try:
                print(await asyncio.wait_for(protocol.future, 0.2))
                break
            except asyncio.TimeoutError:
                if retries == 5:
                    print("no answer")
                    status = 1
                    break
                retries += 1
    sys.exit(status)


asyncio.run(main((sys.argv[1], int(sys.argv[2]))))
