"""Right: asyncio open_connection, reads to the end of the stream.
"""
import asyncio
import sys


async def talk(host, port):
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"hello!")
    await writer.drain()
    everything = await reader.read()
    print(f"answer: {everything.decode()!r}")
    writer.close()
    await writer.wait_closed()


asyncio.run(talk(sys.argv[1], int(sys.argv[2])))
