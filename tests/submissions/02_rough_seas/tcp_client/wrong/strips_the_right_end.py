"""Wrong: rstrip() without an argument takes blanks at the end of the line away, too.

Loses: sends_lines_as_they_are
Says: Blanks at the ends of a line belong to it
"""

import asyncio
import struct
import sys


class Peer:
    def __init__(self, reader, writer):
        self.reader = reader
        self.writer = writer

    async def get(self):
        (size,) = struct.unpack("!I", await self.reader.readexactly(4))
        data = await self.reader.readexactly(size)
        return data.decode("utf-8")

    async def put(self, text):
        data = text.encode("utf-8")
        self.writer.write(struct.pack("!I", len(data)) + data)
        await self.writer.drain()


async def main():
    if len(sys.argv) == 2:
        peer = Peer(*await asyncio.open_unix_connection(sys.argv[1]))
    else:
        peer = Peer(*await asyncio.open_connection(sys.argv[1], int(sys.argv[2])))
    print(await peer.get())
    for line in sys.stdin.readlines():
        await peer.put(line.rstrip())
        print(await peer.get())
    peer.writer.close()


asyncio.run(main())
