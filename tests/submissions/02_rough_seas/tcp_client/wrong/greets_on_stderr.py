"""Wrong: the greeting is taken for a status message and printed on standard error.

Loses: prints_the_greeting
Says: The text came on standard error
"""

import asyncio
import sys


async def read_text(reader):
    size = int.from_bytes(await reader.readexactly(4), "big")
    return (await reader.readexactly(size)).decode()


async def main(args):
    if len(args) == 1:
        reader, writer = await asyncio.open_unix_connection(args[0])
    else:
        reader, writer = await asyncio.open_connection(args[0], int(args[1]))
    print("status:", await read_text(reader), file=sys.stderr)
    for line in sys.stdin:
        data = line.rstrip("\n").encode()
        writer.write(len(data).to_bytes(4, "big") + data)
        await writer.drain()
        print(await read_text(reader))
    writer.close()


asyncio.run(main(sys.argv[1:]))
