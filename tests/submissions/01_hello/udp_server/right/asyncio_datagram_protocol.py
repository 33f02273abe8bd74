"""Right: an asyncio DatagramProtocol instead of a loop around recvfrom."""
import asyncio
import sys


class UpperProtocol(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport
        print("ready at", transport.get_extra_info("sockname"))

    def datagram_received(self, data, addr):
        message = data.decode()
        print("Received %r from %s" % (message, addr))
        self.transport.sendto(message.upper().encode(), addr)


async def main(host, port):
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        UpperProtocol, local_addr=(host, port)
    )
    try:
        await asyncio.Event().wait()  # for ever
    finally:
        transport.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
