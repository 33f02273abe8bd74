"""Wrong: unlinks the path before it connects, a line that belongs into a server.

Loses: uses_a_unix_socket
Says: removes a path
"""

import asyncio
import contextlib
import os
import sys


async def connect(args):
    if len(args) == 2:
        return await asyncio.open_connection(args[0], int(args[1]))
    with contextlib.suppress(FileNotFoundError):
        os.unlink(args[0])
    return await asyncio.open_unix_connection(args[0])


async def receive(reader):
    size = await reader.readexactly(4)
    return (await reader.readexactly(int.from_bytes(size, "big"))).decode()


async def main():
    reader, writer = await connect(sys.argv[1:])
    print(await receive(reader))
    for line in sys.stdin:
        body = line.rstrip("\n").encode()
        writer.write(len(body).to_bytes(4, "big"))
        writer.write(body)
        print(await receive(reader))
    writer.close()
    await writer.wait_closed()


asyncio.run(main())
