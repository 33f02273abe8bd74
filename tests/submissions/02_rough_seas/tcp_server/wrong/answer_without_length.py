"""Wrong: the answers are the bare reversed bytes, only the greeting is a frame.

Loses: answers_a_frame
Says: without the length before them
"""
import asyncio
import socket
import struct
import sys


async def talk(reader, writer):
    hello = f"ready {socket.gethostname()}".encode()
    writer.write(struct.pack("!I", len(hello)) + hello)
    try:
        while True:
            (length,) = struct.unpack("!I", await reader.readexactly(4))
            if length > 16 * 1024 * 1024:
                break
            body = await reader.readexactly(length)
            writer.write(body[::-1])
            await writer.drain()
    except (EOFError, OSError):
        pass
    finally:
        writer.close()


async def main(*address):
    if len(address) == 1:
        server = await asyncio.start_unix_server(talk, *address)
    else:
        server = await asyncio.start_server(talk, *address)
    async with server:
        await server.serve_forever()


asyncio.run(main(*sys.argv[1:] or ["127.0.0.1", "8898"]))
