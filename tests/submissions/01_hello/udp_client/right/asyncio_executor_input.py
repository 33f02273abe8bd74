"""Right: asyncio with input() in an executor and one future for each reply."""
import asyncio
import sys


class Client(asyncio.DatagramProtocol):
    waiting = None

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        if self.waiting and not self.waiting.done():
            self.waiting.set_result(data.decode())

    async def ask(self, text):
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.sendto(text.encode())
        return await self.waiting


async def main(host, port):
    loop = asyncio.get_running_loop()
    _, client = await loop.create_datagram_endpoint(Client, remote_addr=(host, port))
    while True:
        try:
            line = await loop.run_in_executor(None, input)
        except EOFError:
            return
        if line.strip():
            print("Reply:", await client.ask(line.strip()))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
