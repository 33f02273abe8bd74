"""Right: asyncio streams with readexactly and drain."""
import asyncio
import socket
import struct
import sys

MAX_FRAME = 16_777_216


async def client_connected(reader, writer):
    try:
        hello = ("ready " + socket.gethostname()).encode()
        writer.write(struct.pack(">I", len(hello)) + hello)
        await writer.drain()
        while True:
            n = struct.unpack(">I", await reader.readexactly(4))[0]
            if n > MAX_FRAME:
                break
            body = await reader.readexactly(n)
            writer.write(struct.pack(">I", n))
            writer.write(bytes(reversed(body)))
            await writer.drain()
    except asyncio.IncompleteReadError as e:
        print("client closed, rest:", e.partial)
    except ConnectionError as e:
        print("connection lost:", e)
    finally:
        writer.close()


async def main(args):
    if len(args) == 1:
        server = await asyncio.start_unix_server(client_connected, path=args[0])
    else:
        server = await asyncio.start_server(client_connected, args[0], int(args[1]))
    async with server:
        await server.serve_forever()


asyncio.run(main(sys.argv[1:] or ["127.0.0.1", 8898]))
