"""Right: an asyncio Protocol that collects the answer and prints it in connection_lost.
"""
import asyncio
import sys


class Caller(asyncio.Protocol):
    def __init__(self, hung_up):
        self.hung_up = hung_up
        self.pieces = []

    def connection_made(self, transport):
        transport.write(b"hello!")

    def data_received(self, data):
        self.pieces.append(data)

    def connection_lost(self, exc):
        print("the server said:", b"".join(self.pieces))
        self.hung_up.set_result(None)


async def main(host, port):
    loop = asyncio.get_running_loop()
    hung_up = loop.create_future()
    await loop.create_connection(lambda: Caller(hung_up), host, port)
    await hung_up


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
