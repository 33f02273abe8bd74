"""Right: an asyncio Protocol class, connection_lost resolves a future.
"""
import asyncio
import sys


class HiProtocol(asyncio.Protocol):
    def __init__(self, over):
        self.over = over
        self.transport = None

    def connection_made(self, transport):
        self.transport = transport
        print("connection from", transport.get_extra_info("peername"))

    def data_received(self, data):
        print("data:", data.decode())
        self.transport.write(b"hi")
        self.transport.close()

    def connection_lost(self, exc):
        if not self.over.done():
            self.over.set_result(True)


async def main():
    host, port = sys.argv[1:3]
    loop = asyncio.get_running_loop()
    over = loop.create_future()
    server = await loop.create_server(lambda: HiProtocol(over), host, int(port))
    await over
    server.close()
    await server.wait_closed()


asyncio.run(main())
