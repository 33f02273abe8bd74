"""Right: an asyncio Protocol that answers after a second, and would not after the client's end.
"""
import asyncio
import sys


class Slow(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        print("came:", data)
        asyncio.get_running_loop().call_later(0.7, self.answer)

    def answer(self):
        self.transport.write(b"hi")
        self.transport.close()

    def connection_lost(self, exc):
        done.set()


async def main():
    global done
    done = asyncio.Event()
    server = await asyncio.get_running_loop().create_server(Slow, sys.argv[1], int(sys.argv[2]))
    await done.wait()
    server.close()


asyncio.run(main())
