"""Right: asyncio streams with readexactly; the IncompleteReadError is left uncaught."""

import asyncio
import struct
import sys


async def receive(reader):
    header = await reader.readexactly(4)
    body = await reader.readexactly(struct.unpack("!I", header)[0])
    return body.decode()


async def talk(address):
    if len(address) == 1:
        reader, writer = await asyncio.open_unix_connection(address[0])
    else:
        reader, writer = await asyncio.open_connection(address[0], int(address[1]))
    print(await receive(reader))
    while line := await asyncio.to_thread(sys.stdin.readline):
        body = line.rstrip("\n").encode()
        writer.write(struct.pack("!I", len(body)))
        writer.write(body)
        await writer.drain()
        print(await receive(reader))
    writer.close()
    await writer.wait_closed()


if __name__ == "__main__":
    asyncio.run(talk(sys.argv[1:] or ["127.0.0.1", "8898"]))
