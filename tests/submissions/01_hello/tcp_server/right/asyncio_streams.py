"""Right: asyncio streams, and an Event that ends the program after one client.
"""
import asyncio
import sys


async def serve(host, port):
    finished = asyncio.Event()

    async def on_client(reader, writer):
        message = await reader.read(1024)
        print("<-", repr(message))
        writer.write(b"hi")
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        print("-> hi")
        finished.set()

    server = await asyncio.start_server(on_client, host, port)
    async with server:
        await finished.wait()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2])))
