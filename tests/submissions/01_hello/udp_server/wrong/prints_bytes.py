"""Wrong: prints the bytes, not the decoded text.

Loses: prints_every_text_decoded
Says: The bytes were printed
"""
import asyncio
import sys


class Upper(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        print("received", data, "from", addr)
        self.transport.sendto(data.upper(), addr)


async def main():
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(Upper, local_addr=(sys.argv[1], int(sys.argv[2])))
    while True:
        await asyncio.sleep(60)


asyncio.run(main())
