"""Wrong: prints only the first 1000 characters of a reply, and three dots.

Loses: takes_fragments
Says: Only the beginning
"""

import asyncio
import sys


async def hear(reader):
    size = int.from_bytes(await reader.readexactly(4), "big")
    text = (await reader.readexactly(size)).decode("utf-8")
    if len(text) > 1000:
        text = text[:1000] + "..."
    return text


async def talk():
    args = sys.argv[1:]
    if len(args) == 1:
        reader, writer = await asyncio.open_unix_connection(args[0])
    else:
        reader, writer = await asyncio.open_connection(args[0], int(args[1]))
    print("server>", await hear(reader))
    while True:
        try:
            line = await asyncio.to_thread(input, "client> ")
        except EOFError:
            break
        data = line.encode("utf-8")
        writer.writelines([len(data).to_bytes(4, "big"), data])
        await writer.drain()
        print("server>", await hear(reader))
    writer.close()
    await writer.wait_closed()


asyncio.run(talk())
