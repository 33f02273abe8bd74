"""Wrong: prints a reply without the blanks at its ends.

Loses: sends_lines_as_they_are
Says: Blanks at both ends of a reply belong to its text
"""

import asyncio
import sys
from contextlib import suppress


class Conversation:
    def __init__(self, reader, writer):
        self.reader = reader
        self.writer = writer

    async def receive(self):
        size = int.from_bytes(await self.reader.readexactly(4), "big")
        data = await self.reader.readexactly(size)
        return data.decode("utf-8")

    async def send(self, text):
        data = text.encode("utf-8")
        self.writer.write(len(data).to_bytes(4, "big") + data)
        await self.writer.drain()


async def talk(address):
    if len(address) == 1:
        reader, writer = await asyncio.open_unix_connection(address[0])
    else:
        reader, writer = await asyncio.open_connection(address[0], int(address[1]))
    conversation = Conversation(reader, writer)
    try:
        print(await conversation.receive())
        for line in sys.stdin:
            await conversation.send(line.removesuffix("\n"))
            reply = await conversation.receive()
            print(reply.strip())
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


if __name__ == "__main__":
    try:
        asyncio.run(talk(sys.argv[1:] or ["127.0.0.1", "8898"]))
    except (EOFError, OSError) as error:
        sys.exit(f"the conversation failed: {error}")
