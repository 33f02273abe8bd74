"""Wrong: reads exactly 1024 bytes.

Loses: prints_the_answer, ends_with_status_0
Says: The stream ended before all the bytes had come that were asked for
"""
import asyncio
import sys


async def talk(host, port):
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"hello!")
    await writer.drain()
    print(await reader.readexactly(1024))
    writer.close()


asyncio.run(talk(sys.argv[1], int(sys.argv[2])))
