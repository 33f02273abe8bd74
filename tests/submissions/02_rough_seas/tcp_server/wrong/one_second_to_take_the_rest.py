"""Wrong: a client that has closed its sending side has one second to take the answers.

Loses: answers_after_half_close
Says: it waits for the answers all the same
"""

import asyncio
import socket
import struct
import sys

TOO_MUCH = 16_777_216


def frame(body: bytes) -> bytes:
    return struct.pack(">L", len(body)) + body


async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(frame(f"ready {socket.gethostname()}".encode()))
    while not reader.at_eof():
        try:
            head = await reader.readexactly(4)
        except asyncio.IncompleteReadError:
            return
        (size,) = struct.unpack(">L", head)
        if size > TOO_MUCH:
            return
        body = await reader.readexactly(size)
        writer.write(frame(body[::-1]))


async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        await conversation(reader, writer)
    except (asyncio.IncompleteReadError, OSError) as error:
        print("client:", repr(error), file=sys.stderr)
    writer.close()
    try:
        await asyncio.wait_for(writer.wait_closed(), 1)
    except OSError:
        writer.transport.abort()


async def main(address: list[str]) -> None:
    if len(address) == 1:
        server = await asyncio.start_unix_server(client, address[0])
    else:
        server = await asyncio.start_server(client, address[0], int(address[1]))
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:] or ["127.0.0.1", "8898"]))
